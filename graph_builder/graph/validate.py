"""placeholder"""
def check_release(store, known, graphs):
    return []
