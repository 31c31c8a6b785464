"""Risk score (1-9) and level from probability and impact."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins.engine import Block, Fetch, Scalar, Step, Twin, World

INPUTS = (Fetch("probability"), Fetch("impact"), Fetch("state"))
WORDS = (Text("高", "High"), Text("中", "Medium"), Text("低", "Low"))
OPEN = (Text("待处理", "Open"), Text("处理中", "In progress"), Text("已发生", "Occurred"))
HIGH, MEDIUM = 6, 3


def _points(key: str, index: int) -> str:
    high, medium, low = (w.both[index] for w in WORDS)
    return f'IF([{key}]="{high}",3,IF([{key}]="{medium}",2,IF([{key}]="{low}",1,0)))'


def _level(index: int) -> str:
    high, medium, low = (w.both[index] for w in WORDS)
    return f'IF([score]="","",IF([score]>={HIGH},"{high}",IF([score]>={MEDIUM},"{medium}","{low}")))'


def _is_open(index: int) -> str:
    states = ",".join(f'[state]="{w.both[index]}"' for w in OPEN)
    return f'IF(AND([score]<>"",OR({states})),1,0)'


STEPS = (
    Step("p", Text(_points("probability", 0), _points("probability", 1))),
    Step("i", Text(_points("impact", 0), _points("impact", 1))),
    Step("score", 'IF([p]*[i]=0,"",[p]*[i])'),
    Step("risk_level", Text(_level(0), _level(1))),
    Step("open", Text(_is_open(0), _is_open(1))),
    Step("open_high", f"IF([open]=1,IF([score]>={HIGH},1,0),0)"),
)


def score_level(score: int) -> int:
    """0 high, 1 medium, 2 low."""
    return 0 if score >= HIGH else 1 if score >= MEDIUM else 2


def scores(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    points = {w(world.lang): 3 - n for n, w in enumerate(WORDS)}
    p = [points.get(str(v), 0) for v in world.column("risks", "probability")]
    i = [points.get(str(v), 0) for v in world.column("risks", "impact")]
    score: list[Scalar] = [a * b if a * b else "" for a, b in zip(p, i, strict=True)]
    level: list[Scalar] = [WORDS[score_level(int(s))](world.lang) if s else "" for s in score]
    words = {w(world.lang) for w in OPEN}
    is_open = [int(bool(s) and v in words) for s, v in zip(score, world.column("risks", "state"), strict=True)]
    return {
        "p": list(p),
        "i": list(i),
        "score": score,
        "risk_level": level,
        "open": list(is_open),
        "open_high": [int(bool(o) and int(s) >= HIGH) for o, s in zip(is_open, score, strict=True)],
    }


TWIN = Twin(INPUTS, (Block("risks", STEPS, scores),))
