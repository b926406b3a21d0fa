using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// How a Neural Turing Machine begins: the first weightings are a softmax of learned logits, peaked at slot 0, because over a constant
/// memory and a uniform weighting nothing could ever break the symmetry of the slots; the first reads are a tanh of learned numbers.
/// </summary>
internal sealed unsafe class NtmStart
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
    private NativeBuffer? _drawn;

    public NtmStart(NtmConfig config, ParameterScope scope)
    {
        _memory = config.Memory;
        (int slots, int width) = (_memory.Slots, _memory.Width);
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _heads = config.Heads.Read + config.Heads.Write;
        _weighting = scope.Tensor("weighting", new Shape(_heads, slots), (_, i) => i % slots == 0 ? Peak : 0);
        double bound = 1 / Math.Sqrt(width);
        _read = scope.Tensor("read", new Shape(config.Heads.Read, width), (stream, _) => (Real)stream.NextDouble(-bound, bound));
        if (_memory.Initial == InitialMemory.Learned)
            _learned = scope.Tensor("memory", new Shape(width, slots), (stream, _) => (Real)(stream.NextDouble(-bound, bound) * 0.1));
    }

    /// <summary>Makes the random memory, where the memory begins so.</summary>
    public void Draw(StreamKey initialization)
    {
        if (_memory.Initial == InitialMemory.Random)
            _drawn = Draw(_memory.Slots, _memory.Width, (Real)_memory.Value, initialization.Split(MemoryName));
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

    /// <summary>Copies trained parameters to a machine of another memory size.</summary>
    public static void CopyResized(ParameterSet source, ParameterSet destination)
    {
        foreach ((Parameter from, Parameter to) in source.Items.Zip(destination.Items))
        {
            if (from.Length == to.Length)
                Elementwise.Copy(from.Values, to.Values, from.Length);
            else if (from.Name == WeightingName)
                Resize(from, to, _ => Never);
            else if (from.Name == MemoryName)
                Resize(from, to, row => Elementwise.Sum(from.Values + row * from.Shape[1], from.Shape[1]) / from.Shape[1]);
            else
                throw new InvalidOperationException($"the size of '{from.Name}' must not depend on the number of slots");
        }
    }

    /// <summary>Copies [rows, slots] to [rows, other slots], with <paramref name="beyond"/> of the row for slots that are new.</summary>
    private static void Resize(Parameter from, Parameter to, Func<int, Real> beyond)
    {
        (int old, int resized) = (from.Shape[1], to.Shape[1]);
        for (int row = 0; row < from.Shape[0]; row++)
        {
            Real fill = beyond(row);
            for (int slot = 0; slot < resized; slot++)
                to.Values[row * resized + slot] = slot < old ? from.Values[row * old + slot] : fill;
        }
    }

    /// <summary>Each slot draws from a stream of its own, so a larger memory begins with the same slots.</summary>
    private static NativeBuffer Draw(int slots, int width, Real scale, StreamKey key)
    {
        var buffer = new NativeBuffer((long)slots * width);
        var stream = new RandomStream(key);
        for (int slot = 0; slot < slots; slot++)
        {
            stream.Restart(key.Split(slot));
            for (int w = 0; w < width; w++)
                buffer.Pointer[w * slots + slot] = scale * (Real)stream.NextGaussian();
        }

        return buffer;
    }
}
