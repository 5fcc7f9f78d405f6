"""What was published when: the records of releases, their manifests and figures, and the ledger of corrections."""
