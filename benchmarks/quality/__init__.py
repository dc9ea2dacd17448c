"""How well searches find, beside other engines: python -m benchmarks.quality

Measures are those of ir_measures, which has trec_eval compute them. ranx has the same ones, rewritten in
numba, and needs pandas, numba, seaborn and eight others for it; what else it has is of no use here.
"""
