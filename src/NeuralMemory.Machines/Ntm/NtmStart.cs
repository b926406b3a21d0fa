using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// How a Neural Turing Machine begins: the first weightings are a softmax of learned logits, peaked at slot 0, because over a constant
/// memory and a uniform weighting nothing could ever break the symmetry of the slots; the first reads are a tanh of learned numbers.
/// </summary>
internal sealed class NtmStart
{
    private const string WeightingName = "initial/weighting", MemoryName = "initial/memory";

    /// <summary>The logit of slot 0, against 0 elsewhere: 96 % of the weight among 128 slots.</summary>
    private const Real Peak = 8;

    /// <summary>The logit of a slot that did not exist in training: no weight at all.</summary>
    private const Real Never = -1e4f;

    private readonly MemoryConfig _memory;
    private readonly int _heads;
    private readonly Parameter _weighting, _read;
    private readonly Parameter? _learned;
    private readonly FixedTensor? _drawn;

    /// <param name="config">The machine.</param>
    /// <param name="scope">The machine's own scope.</param>
    public NtmStart(NtmConfig config, ParameterScope scope)
    {
        _memory = config.Memory;
        (int slots, int width) = (_memory.Slots, _memory.Width);
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _heads = config.Heads.Read + config.Heads.Write;
        _weighting = scope.Tensor(WeightingName, new Shape(_heads, slots), (_, i) => i % slots == 0 ? Peak : 0);
        double bound = 1 / Math.Sqrt(width);
        _read = scope.Tensor("initial/read", new Shape(config.Heads.Read, width), (stream, _) => (Real)stream.NextDouble(-bound, bound));
        var shape = new Shape(width, slots);
        if (_memory.Initial == InitialMemory.Learned)
            _learned = scope.Tensor(MemoryName, shape, (stream, _) => (Real)(stream.NextDouble(-bound, bound) * 0.1));
        else if (_memory.Initial == InitialMemory.Random)
            _drawn = scope.Fixed(MemoryName, shape, (numbers, key) => Draw(numbers, slots, (Real)_memory.Value, key));
    }

    /// <summary>
    /// Gives a parameter the numbers that it has over a memory of another size: slots that are new have no weight, and learned ones repeat
    /// the mean slot.
    /// </summary>
    public static unsafe void Resize(Parameter from, Parameter to)
    {
        (int old, int resized) = (from.Shape[1], to.Shape[1]);
        for (int row = 0; row < from.Shape[0]; row++)
        {
            ReadOnlySpan<Real> trained = from.Span.Slice(row * old, old);
            Span<Real> numbers = to.Span.Slice(row * resized, resized);
            trained[..Math.Min(old, resized)].CopyTo(numbers);
            if (resized <= old)
                continue;
            fixed (Real* slots = trained)
                numbers[old..].Fill(from.Name == WeightingName ? Never : Elementwise.Sum(slots, old) / old);
        }
    }

    /// <summary>[B, H, N]</summary>
    public Variable Weights(Tape tape, int batch) => tape.Broadcast(tape.Softmax(tape.Use(_weighting)), batch, _heads);

    /// <summary>[B, R, W]</summary>
    public Variable Reads(Tape tape, int batch) => tape.Broadcast(tape.Tanh(tape.Use(_read)), batch, _read.Shape[0]);

    /// <summary>[B, W, N]</summary>
    public Variable Memory(Tape tape, int batch)
    {
        if (_learned is not null)
            return tape.Broadcast(tape.Use(_learned), batch, _memory.Width);
        var shape = new Shape(batch, _memory.Width, _memory.Slots);
        return _drawn is null ? tape.Fill(shape, (Real)_memory.Value) : tape.Constant(_drawn.Span, shape);
    }

    /// <summary>Each slot draws from a stream of its own, so a larger memory begins with the same slots.</summary>
    private static void Draw(Span<Real> numbers, int slots, Real scale, StreamKey key)
    {
        var stream = new RandomStream(key);
        for (int slot = 0; slot < slots; slot++)
        {
            stream.Restart(key.Split(slot));
            for (int at = slot; at < numbers.Length; at += slots)
                numbers[at] = scale * (Real)stream.NextGaussian();
        }
    }
}
