"""The Neural Turing Machine of the benchmarks in PyTorch, heads in one product: microseconds of a whole training step, per time-step.

Eager, and on CUDA captured in a graph. LSTM 100, memory 128 x 20, copy of 20 vectors; also LSTM 256, memory 1024 x 64 at batch 64.
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Ntm(nn.Module):
    def __init__(self, inputs, outputs, units, slots, width, heads=2):
        super().__init__()
        self.slots, self.width, self.heads, self.units = slots, width, heads, units
        self.gates = nn.Linear(inputs + width + units, 4 * units)
        self.interface = nn.Linear(units, heads * (width + 6) + 2 * width)
        self.output = nn.Linear(units + width, outputs)
        peak = torch.zeros(heads, slots)
        peak[:, 0] = 8
        self.first_weights = nn.Parameter(peak)
        self.first_read = nn.Parameter(torch.randn(width) * 0.01)

    def forward(self, inputs):
        steps, batch, _ = inputs.shape
        memory = inputs.new_full((batch, self.slots, self.width), 1e-6)
        weights = self.first_weights.softmax(-1).expand(batch, -1, -1)
        read = self.first_read.tanh().expand(batch, -1)
        hidden = inputs.new_zeros(batch, self.units)
        cell = inputs.new_zeros(batch, self.units)
        outputs = []
        for t in range(steps):
            i, f, g, o = self.gates(torch.cat([inputs[t], read, hidden], 1)).chunk(4, 1)
            cell = torch.sigmoid(f) * cell + torch.sigmoid(i) * torch.tanh(g)
            hidden = torch.sigmoid(o) * torch.tanh(cell)
            raw = self.interface(hidden)
            heads, erase, add = raw.split([self.heads * (self.width + 6), self.width, self.width], 1)
            heads = heads.view(batch, self.heads, -1)
            key, strength, gate, shift, sharpness = heads.split([self.width, 1, 1, 3, 1], 2)
            dots = torch.bmm(key, memory.transpose(1, 2))
            lengths = torch.sqrt((key.square().sum(2, keepdim=True) + 1e-6) * (memory.square().sum(2).unsqueeze(1) + 1e-6))
            content = (F.softplus(strength) * dots / lengths).softmax(2)
            gate, shift = torch.sigmoid(gate), shift.softmax(2)
            gated = gate * content + (1 - gate) * weights
            shifted = shift[..., 0:1] * gated.roll(-1, 2) + shift[..., 1:2] * gated + shift[..., 2:3] * gated.roll(1, 2)
            weights = ((1 + F.softplus(sharpness)) * torch.log(shifted + 1e-37)).softmax(2)
            read = torch.bmm(weights[:, :1], memory).squeeze(1)
            write = weights[:, 1:].transpose(1, 2)
            memory = memory * (1 - write * torch.sigmoid(erase).unsqueeze(1)) + write * add.unsqueeze(1)
            outputs.append(self.output(torch.cat([hidden, read], 1)))
        return torch.stack(outputs)


def measure(device, units, slots, width, batch, captured):
    length, bits = 20, 8
    steps = 2 * length + 1
    machine = Ntm(bits + 1, bits, units, slots, width).to(device)
    optimizer = torch.optim.RMSprop(machine.parameters(), 3e-4, capturable=captured) if captured else torch.optim.RMSprop(machine.parameters(), 3e-4)
    inputs = torch.randint(0, 2, (steps, batch, bits + 1), device=device).float()
    targets = torch.randint(0, 2, (steps, batch, bits), device=device).float()

    def step():
        optimizer.zero_grad(set_to_none=not captured)
        loss = F.binary_cross_entropy_with_logits(machine(inputs), targets)
        loss.backward()
        norm = torch.sqrt(sum(p.grad.square().sum() for p in machine.parameters()))
        scale = torch.clamp(1 / (norm + 1e-6), max=1)
        for p in machine.parameters():
            p.grad.mul_(scale)
        optimizer.step()

    if captured:
        stream = torch.cuda.Stream()
        with torch.cuda.stream(stream):
            for _ in range(3):
                step()
        torch.cuda.current_stream().wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            step()
        run = graph.replay
    else:
        run = step
    for _ in range(3):
        run()
    torch.cuda.synchronize()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(5):
            run()
        torch.cuda.synchronize()
        times.append((time.perf_counter() - start) / 5)
    return sorted(times)[2] / steps * 1e6


def main():
    device = sys.argv[1] if len(sys.argv) > 1 else "cuda"
    print(f"PyTorch {torch.__version__} on {torch.cuda.get_device_name(device)}; microseconds of a training step, per time-step (all sequences)")
    cases = [(100, 128, 20, batch) for batch in (1, 16, 256, 2048)] + [(256, 1024, 64, 64)]
    for units, slots, width, batch in cases:
        for captured in (False, True):
            took = measure(device, units, slots, width, batch, captured)
            print(f"LSTM {units}, memory {slots}x{width}, batch {batch}, {'graph' if captured else 'eager'}: "
                  f"{took:.0f} us a time-step, {took / batch:.3f} a step and sequence", flush=True)


if __name__ == "__main__":
    main()
