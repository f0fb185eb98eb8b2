"""Ways out of the house: pushes to browsers and e-mail. What the rules decided is a Delivery row; here it is looked at
again when it is due, sent by background tasks, tried again, given up."""
