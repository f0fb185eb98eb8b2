"""Document loads: real Yjs clients under Node edit, real servers carry, the time from edit to seen is measured."""
