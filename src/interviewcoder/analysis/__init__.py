"""Pure functions on domain values and arrays: synthesis of personas and sentences. No input or output."""
