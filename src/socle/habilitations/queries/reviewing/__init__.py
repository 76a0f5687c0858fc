"""Reading reviews: where each stands, the facts its list freezes, its lines, its certificate."""
