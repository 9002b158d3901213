"""What a film diary is: values and rules, with no I/O, no clock and no printing."""
