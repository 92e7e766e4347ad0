"""BizTalk applications: what was deployed, and the exports that would bring it back."""
