"""A blind reading: does a quote prove its theme, to somebody who does not know which quotes are decoys?"""
