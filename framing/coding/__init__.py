"""Hand codes and the tool: samples to code, agreement of coders, validation, corrected shares."""
