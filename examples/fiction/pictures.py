"""The pictures of the example: simple scenes, drawn by this script; nobody is shown, because nobody exists."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

from .ledger import Body

WIDTH, HEIGHT = 960, 640
GROUND = 500  # where the floor begins

# The few colours of all scenes: a GIF of them is small and the same on every machine.
SKY, WALL, PAPER, LAMP, WOOD, CLOTH, WARM, TEAL, LINE, SNOW, GREY, SKIN, GREEN, NIGHT = range(14)
COLOURS = (
    *((248, 240, 223), (245, 230, 200), (251, 250, 246), (241, 207, 126), (196, 166, 132), (27, 58, 104), (212, 105, 30)),
    *((47, 151, 174), (27, 26, 23), (255, 255, 255), (133, 127, 114), (233, 189, 149), (98, 138, 92), (42, 66, 104)),
)  # fmt: skip


class Scene:
    """A drawing in flat colours."""

    def __init__(self, wall: int = WALL, floor: int = WOOD) -> None:
        self.image = Image.new("P", (WIDTH, HEIGHT), wall)
        self.image.putpalette([part for colour in COLOURS for part in colour])
        self.pen = ImageDraw.Draw(self.image)
        self.pen.rectangle((0, GROUND, WIDTH, HEIGHT), floor)
        self.pen.line((0, GROUND, WIDTH, GROUND), LINE, 5)

    def box(self, left: int, top: int, right: int, bottom: int, fill: int) -> None:
        """A block with an outline."""
        self.pen.rectangle((left, top, right, bottom), fill, LINE, 4)

    def sun(self, left: int, base: int, size: int) -> None:
        """Half a sun on a line."""
        self.pen.pieslice((left, base - size, left + 2 * size, base + size), 180, 360, LAMP)

    def window(self, left: int, top: int, right: int, bottom: int) -> None:
        """A window with half a sun in it."""
        self.box(left, top, right, bottom, PAPER)
        self.sun((left + right) // 2 - 70, bottom - 3, 70)
        middle = (left + right) // 2
        self.pen.line((middle, top, middle, bottom), LINE, 4)
        self.pen.line((left - 20, bottom, right + 20, bottom), LINE, 6)

    def bowl(self, left: int, top: int, size: int, colour: int = CLOTH) -> None:
        """A bowl of rice with steam."""
        self.pen.pieslice(
            (left + size // 10, top - size // 3, left + size - size // 10, top + size // 3), 180, 360, SNOW
        )
        self.pen.pieslice((left, top - size // 2, left + size, top + size // 2), 0, 180, colour)
        for at in (size // 4, size // 2, size * 3 // 4):
            for step in range(3):
                high = top - size // 3 - 30 - step * 34
                self.pen.arc(
                    (left + at - 12, high - 34, left + at + 12, high), *((90, 270) if step % 2 else (-90, 90)), LINE, 5
                )

    def bytes(self) -> bytes:
        """The scene as a file."""
        stream = io.BytesIO()
        self.image.save(stream, "GIF")
        return stream.getvalue()


def canteen() -> Scene:
    """Three bowls on a long table."""
    scene = Scene()
    scene.window(610, 70, 860, 290)
    for left, colour in ((90, CLOTH), (360, WARM), (640, TEAL)):
        scene.bowl(left, 430, 200, colour)
    scene.box(20, 500, 940, 530, WOOD)
    return scene


def kitchen() -> Scene:
    """A stove with a large pot, and shelves."""
    scene = Scene(PAPER, GREY)
    scene.box(120, 340, 560, 500, TEAL)
    scene.box(190, 210, 490, 340, GREY)
    scene.pen.rectangle((170, 196, 510, 214), LINE)
    for left in (640, 740, 840):
        scene.box(left, 180, left + 70, 260, WARM)
        scene.box(left, 330, left + 70, 410, CLOTH)
    scene.pen.line((610, 262, 940, 262), LINE, 6)
    scene.pen.line((610, 412, 940, 412), LINE, 6)
    return scene


def hearing() -> Scene:
    """A hearing aid on a table, and the sound that reaches it."""
    scene = Scene()
    scene.window(90, 80, 360, 320)
    scene.pen.arc((520, 180, 760, 470), 150, 30, WARM, 34)
    scene.pen.ellipse((690, 370, 790, 470), SKIN, LINE, 4)
    for size in (60, 120, 180):
        scene.pen.arc((420 - size, 300 - size, 420 + size, 300 + size), -35, 35, CLOTH, 10)
    return scene


def ramp() -> Scene:
    """A ramp with a railing at the door of a house."""
    scene = Scene(SKY, GREY)
    scene.sun(40, GROUND - 3, 130)
    scene.box(560, 160, 940, 500, WALL)
    scene.pen.polygon(((520, 164), (750, 50), (960, 140), (960, 164)), CLOTH, LINE)
    scene.box(660, 270, 790, 440, WOOD)
    scene.pen.polygon(((190, 500), (640, 440), (960, 440), (960, 500)), GREY, LINE)
    for left, top in ((260, 400), (420, 378), (580, 356)):
        scene.pen.line((left, top, left, top + 92), LINE, 7)
    scene.pen.line((250, 402, 640, 348), LINE, 9)
    return scene


def winter() -> Scene:
    """Quilts before a lit house in the snow."""
    scene = Scene(NIGHT, SNOW)
    scene.box(480, 230, 850, 500, WALL)
    scene.pen.polygon(((430, 240), (665, 90), (900, 240)), SNOW, LINE)
    scene.box(540, 300, 640, 400, LAMP)
    scene.box(710, 310, 800, 500, WOOD)
    for place, colour in enumerate((WARM, LAMP, TEAL)):
        scene.pen.rounded_rectangle((120, 430 - place * 56, 380, 484 - place * 56), 26, colour, LINE, 4)
    for place in range(30):
        left, top = place * 197 % WIDTH, place * 131 % 420
        scene.pen.ellipse((left, top, left + 10, top + 10), SNOW)
    return scene


def classroom() -> Scene:
    """Books on a desk before a blackboard."""
    scene = Scene()
    scene.box(120, 80, 840, 320, GREEN)
    for top in (140, 200, 260):
        scene.pen.line((180, top, 620 - top, top), SNOW, 6)
    for place, colour in enumerate((CLOTH, WARM, TEAL, LAMP)):
        scene.box(230 + place * 12, 470 - place * 30, 480 + place * 12, 498 - place * 30, colour)
    scene.pen.polygon(((600, 498), (700, 440), (800, 498)), PAPER, LINE)
    return scene


def library() -> Scene:
    """Shelves of books."""
    scene = Scene()
    for top in (110, 300):
        for place in range(16):
            high = 130 - place * 37 % 50
            colour = (CLOTH, WARM, TEAL, LAMP, GREEN, GREY)[place * 5 % 6]
            scene.box(120 + place * 45, top + 150 - high, 158 + place * 45, top + 150, colour)
        scene.pen.rectangle((90, top + 150, 870, top + 166), LINE)
    return scene


def door() -> Scene:
    """A door with a basket of fruit before it."""
    scene = Scene(SKY)
    scene.box(380, 90, 620, 500, CLOTH)
    scene.pen.ellipse((570, 290, 596, 316), LAMP)
    scene.box(420, 130, 580, 250, PAPER)
    scene.pen.chord((690, 400, 870, 560), 0, 180, WOOD, LINE)
    for left, colour in ((710, WARM), (760, LAMP), (805, GREEN)):
        scene.pen.ellipse((left, 430, left + 56, 486), colour, LINE, 3)
    return scene


def telephone() -> Scene:
    """A telephone on a desk under a lamp."""
    scene = Scene()
    scene.pen.polygon(((650, 120), (780, 120), (850, 240), (580, 240)), LAMP, LINE)
    scene.pen.line((715, 240, 715, 500), LINE, 10)
    scene.pen.rounded_rectangle((170, 360, 470, 498), 40, TEAL, LINE, 5)
    scene.pen.rounded_rectangle((130, 300, 510, 356), 28, CLOTH, LINE, 5)
    for row in range(3):
        for place in range(3):
            left, top = 262 + place * 44, 380 + row * 36
            scene.pen.ellipse((left, top, left + 24, top + 24), PAPER)
    return scene


# Project, file, day, caption, scene.
PICTURES: tuple[tuple[str, str, str, str, Callable[[], Scene]], ...] = (
    ("meals", "canteen-2025", "2025-09-12", "中午十一点半，长者食堂的饭上桌了", canteen),
    ("meals", "canteen-2023", "2023-03-20", "食堂开伙那天的灶台", kitchen),
    ("hearing", "hearing-2025", "2025-06-18", "试戴以前，先把声音调到听得清", hearing),
    ("ramps", "ramp-2025", "2025-08-06", "门口三级台阶换成了坡道", ramp),
    ("warm-winter-2025", "winter-2025", "2025-11-20", "被子送到门口，天正下雪", winter),
    ("study-2025", "study-2025", "2025-09-02", "新学期的课本和文具", classroom),
    ("reading", "reading-2024", "2024-05-16", "村里的图书角，两架书", library),
    ("care-visits", "visits-2025", "2025-04-11", "敲门问安，顺手带一篮水果", door),
    ("listening", "listening-2024", "2024-10-10", "心晴热线的值班台", telephone),
)


def draw(body: Body) -> dict[str, bytes]:
    """The table of pictures, and their files by path."""
    drawn = {}
    for project, name, day, caption, scene in PICTURES:
        body.add("pictures", 编号=name, 文件=f"{name}.gif", 图片说明=caption, 拍摄日期=day, 项目=project, 类型="示意图",
                 拍摄者="示例市慈善总会", 认得出受助人="否")  # fmt: skip
        drawn[f"pictures/{name}.gif"] = scene().bytes()
    return drawn
