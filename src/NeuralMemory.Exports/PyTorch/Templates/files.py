def read(path):
    """The arrays of a safetensors file of float32 numbers, by name."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = bytearray(file.read())
    arrays = {}
    for name, array in header.items():
        if name != "__metadata__":
            begin, end = array["data_offsets"]
            numbers = torch.frombuffer(data, dtype=torch.float32, count=(end - begin) // 4, offset=begin)
            arrays[name] = numbers.reshape(array["shape"])
    return arrays


def save(machine, path):
    """Writes the weights of a machine as a safetensors file, which load() and `neuralmemory import` read."""
    header, data = {}, bytearray()
    for name, tensor in machine.state_dict().items():
        numbers, begin = tensor.detach().float().cpu().contiguous(), len(data)
        data += ctypes.string_at(numbers.data_ptr(), 4 * numbers.numel())
        header[name] = {"dtype": "F32", "shape": list(numbers.shape), "data_offsets": [begin, len(data)]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + data)


def load(folder=None, weights="weights.safetensors"):
    """The machine of a folder, that of this file by default; to train it further, call train() on it first."""
    folder = pathlib.Path(folder or pathlib.Path(__file__).parent)
    machine = {{class}}(**json.loads((folder / "config.json").read_text()))
    machine.load_state_dict(read(folder / weights))
    return machine.eval()
