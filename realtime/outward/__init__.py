"""Asking servers out there, on behalf of people: only public addresses, for seconds, for kilobytes."""
