"""The desk (subsidiebureau): the dossier of an application, the acts on it, letters, retention and paper."""
