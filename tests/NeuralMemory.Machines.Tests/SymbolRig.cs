using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines.Tests;

/// <summary>
/// A machine whose inputs are a number, a symbol of five, a number, and a symbol of three, with a batch of both and a tape; and the same
/// machine with the symbols' rows as its inputs, looked up by hand.
/// </summary>
internal sealed class SymbolRig : IDisposable
{
    public const int Embedding = 6, Outputs = 3;

    private const int Plain = 2 + 2 * Embedding;
    private static readonly int[] Lengths = [3, 5, 1, 4, 5];
    private readonly StreamKey _key = StreamKey.FromSeed(4);

    public SymbolRig(MachineConfig config, bool recording = true, IEngine? engine = null)
    {
        Machine = (config with { Embedding = Embedding }).Build(Layout, Outputs, _key);
        Tape = (engine ?? EngineUnderTest.Engine).NewTape(Machine.Parameters, recording);
        Batch.Reshape(Lengths, Layout.Width, Outputs);
        var stream = new RandomStream(_key.Split("batch"));
        for (int row = 0; row < Batch.Rows; row++)
        {
            Span<Real> inputs = Batch.InputRow(row);
            (inputs[0], inputs[2]) = ((Real)stream.NextGaussian(), (Real)stream.NextGaussian());
            (inputs[1], inputs[3]) = (row % 6 - 1, row % 4 - 1);
            foreach (ref Real weight in Batch.TargetRow(row))
                weight = (Real)stream.NextGaussian();
        }
    }

    public static InputLayout Layout { get; } = new(4) { Symbols = [new(1, 5, "letter"), new(3, 3, "mark")] };

    public IMachine Machine { get; }

    public SequenceBatch Batch { get; } = new();

    public Tape Tape { get; }

    /// <summary>The logits of the rows that are answered.</summary>
    public Real[] Forward() => Run().Span.ToArray();

    /// <summary>The gradient where each logit that is answered has the weight that stands in its target.</summary>
    public Real[] Gradient()
    {
        Variable logits = Run();
        Tape.Seed(logits, Weights());
        Tape.BackwardFromSeeds();
        return Tape.Gradients.ToArray();
    }

    /// <summary>The weighted sum of the logits.</summary>
    public double Objective() => Forward().Zip(Weights(), (logit, weight) => (double)logit * weight).Sum();

    /// <summary>The weights of the rows that are answered.</summary>
    public Real[] Weights() => Batch.AnswersAll ? Batch.Targets.ToArray()
        : [.. Batch.Answered.ToArray().SelectMany(row => Batch.TargetRow(row).ToArray())];

    /// <summary>A part of a gradient.</summary>
    public Real[] PartOf(Real[] gradient, string name)
    {
        PlainTensor tensor = Machine.Parameters.Tensors.Single(tensor => tensor.Name == name);
        var part = new Real[tensor.Shape.Count];
        tensor.CopyOut(gradient, part);
        return part;
    }

    /// <summary>What the machine gives, and the gradients of its parameters by name, where the symbols' rows are its inputs.</summary>
    public (Real[] Logits, Dictionary<string, Real[]> Gradients) LookedUpByHand()
    {
        using IMachine machine = Machine.Config.Build(Plain, Outputs, _key);
        foreach (PlainTensor tensor in machine.Parameters.Tensors)
            tensor.CopyIn(PartOf(Machine.Parameters.Block.ToArray(), tensor.Name), machine.Parameters.Block);
        using Tape tape = EngineUnderTest.Engine.NewTape(machine.Parameters);
        var batch = new SequenceBatch();
        batch.Reshape(Lengths, Plain, Outputs);
        Real[] letters = PartOf(Machine.Parameters.Block.ToArray(), "embedding/letter"),
            marks = PartOf(Machine.Parameters.Block.ToArray(), "embedding/mark");
        for (int row = 0; row < batch.Rows; row++)
        {
            Span<Real> from = Batch.InputRow(row), to = batch.InputRow(row);
            (to[0], to[1 + Embedding]) = (from[0], from[2]);
            if (from[1] >= 0)
                letters.AsSpan((int)from[1] * Embedding, Embedding).CopyTo(to[1..]);
            if (from[3] >= 0)
                marks.AsSpan((int)from[3] * Embedding, Embedding).CopyTo(to[(2 + Embedding)..]);
        }

        tape.Reset(batch.Rows, _key);
        Variable logits = machine.Run(tape, batch);
        tape.Seed(logits, Batch.Targets);
        tape.BackwardFromSeeds();
        return (logits.Span.ToArray(), machine.Parameters.Tensors.ToDictionary(tensor => tensor.Name, tensor =>
        {
            var gradient = new Real[tensor.Shape.Count];
            tensor.CopyOut(tape.Gradients, gradient);
            return gradient;
        }));
    }

    public void Dispose()
    {
        Tape.Dispose();
        Machine.Dispose();
    }

    private Variable Run()
    {
        Tape.Reset(Batch.Rows, _key);
        return Machine.Run(Tape, Batch);
    }
}
