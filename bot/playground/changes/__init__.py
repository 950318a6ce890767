"""What changes in the workspace, whoever causes it: messages, membership, dialogs."""
