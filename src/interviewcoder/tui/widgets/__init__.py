"""The parts that screens are made of. They hold no study: state comes down, messages go up."""
