"""The researcher's words as frozen values and rules. Standard library only; imports nothing else of ours."""
