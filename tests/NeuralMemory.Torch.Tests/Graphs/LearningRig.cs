using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;
using TorchSharp;

namespace NeuralMemory.Torch.Tests;

/// <summary>A machine that learns on two tapes, one with graphs and one without, from the same batches of random bits.</summary>
internal sealed class LearningRig : IDisposable
{
    /// <summary>How far numbers may be apart, relative to the largest of their tensor: sums have other orders.</summary>
    private const double Tolerance = sizeof(Real) == sizeof(double) ? 1e-10 : 2e-4;

    /// <summary>The same on a card, whose products may have 10 bits, and whose sums another order each time.</summary>
    private const double CardTolerance = 5e-3;

    private const int Inputs = MachineRig.InputWidth, Outputs = MachineRig.OutputWidth;
    private readonly StreamKey _key = StreamKey.FromSeed(5);
    private readonly int[] _partOf = new int[64];
    private readonly double _tolerance = Tolerance;
    private readonly bool _hasSymbols;
    private Real _scale;

    /// <summary>On a device of this computer: with CUDA graphs, if it has them.</summary>
    public LearningRig(MachineConfig config, TorchDevice device)
        : this(config, device.Handle, CudaGraphRecorder.Of(device))
    {
        _tolerance = device.Kind == TorchDeviceKind.Cuda ? CardTolerance : Tolerance;
    }

    public LearningRig(
        MachineConfig config, int mostGraphs = PassGraphs.Most, IReadOnlyList<TargetGroup>? groups = null,
        DeviceType device = DeviceType.CPU)
        : this(config, new torch.Device(device), null, mostGraphs, groups)
    {
    }

    /// <summary>Of a machine that is shown a symbol of five, and answers with a bit and a symbol of two by its number.</summary>
    public static LearningRig OfSymbols(MachineConfig config) => new(config, new torch.Device(DeviceType.CPU), null, groups:
        [TargetGroup.Bits(0, 1), new(1, 2, 2) { TargetStart = 1, IsNumber = true }]);

    private LearningRig(
        MachineConfig config, torch.Device device, IGraphRecorder? recorder, int mostGraphs = PassGraphs.Most,
        IReadOnlyList<TargetGroup>? groups = null)
    {
        TorchLibrary.Load();
        _hasSymbols = groups?.Any(group => group.IsNumber) ?? false;
        InputLayout inputs = new(Inputs) { Symbols = _hasSymbols ? [new(1, 5, "letter")] : [] };
        Machine = (config with { Embedding = 4 }).Build(inputs, Outputs, _key.Split("parameters"));
        Graphs = new(Machine.Parameters, true, device, recorder ?? Recorder, mostGraphs);
        Plain = new(Machine.Parameters, true, device);
        Pass = new((tape, batch) => Machine.Run(tape, batch), groups ?? [TargetGroup.Bits(0, Outputs)], config.ReadsAhead);
    }

    public IMachine Machine { get; }

    public RepeatingRecorder Recorder { get; } = new();

    public TorchTape Graphs { get; }

    public TorchTape Plain { get; }

    public TrainingPass Pass { get; set; }

    public SequenceBatch Batch { get; } = new();

    /// <summary>Another batch: other numbers, another scale, and parameters that have moved a little.</summary>
    public void Draw(int seed, params int[] lengths)
    {
        var stream = new RandomStream(_key.Split("batch").Split(seed));
        if (_hasSymbols)
            DrawSymbols(stream, lengths);
        else
            DrawBits(stream, lengths);
        _scale = (Real)stream.NextDouble(0.1, 1);
        foreach (ref Real value in Machine.Parameters.Block)
            value += (Real)(0.01 * stream.NextDouble(-1, 1) * (value == 0 ? 0 : 1));
    }

    private void DrawSymbols(RandomStream stream, int[] lengths)
    {
        Batch.Reshape(lengths, Inputs, targetWidth: 2);
        stream.FillBits(Batch.Inputs);
        stream.FillBits(Batch.Targets);
        for (int row = 0; row < Batch.Rows; row++)
        {
            Batch.InputRow(row)[1] = stream.NextInt(-1, 4);
            foreach (ref Real counts in Batch.MaskRow(row))
                counts = stream.NextDouble() < 0.3 ? 1 : 0;
        }

        Batch.MaskRow(0).Fill(1);
        Batch.AnswerScored();
    }

    private void DrawBits(RandomStream stream, int[] lengths)
    {
        Batch.Reshape(lengths, Inputs, Outputs);
        stream.FillBits(Batch.Inputs);
        stream.FillBits(Batch.Targets);
        for (int row = 0; row < Batch.Rows; row++)
        {
            // The last two columns may be a symbol.
            Batch.TargetRow(row)[2] = 1 - Batch.TargetRow(row)[1];
            Batch.MaskRow(row)[0] = stream.NextDouble() < 0.7 ? 1 : 0;
            Batch.MaskRow(row)[1..].Fill(stream.NextDouble() < 0.5 ? 1 : 0);
        }

        Batch.MaskRow(0).Fill(1);
    }

    /// <summary>Learns from the batch on a tape; the numbers are the loss, the answers, and the gradients.</summary>
    public (Real Loss, Real[] Logits, Real[] Gradients) Learn(Tape tape, int parts = 1)
    {
        if (parts == 1)
            tape.Reset(Batch.Rows, _key.Split("noise").Split(Batch.Rows));
        else
        {
            StreamKey[] noise = [.. Enumerable.Range(0, parts).Select(part => _key.Split("noise").Split(part))];
            for (int sequence = 0; sequence < Batch.Sequences; sequence++)
                _partOf[sequence] = Batch.Order[sequence] % parts;
            tape.Reset(Batch.Rows, noise, _partOf.AsSpan(0, Batch.Sequences));
        }

        PassResult result = tape.Learn(Pass, Batch, _scale);
        return (result.Loss, result.Logits.ToArray(), tape.Gradients.ToArray());
    }

    /// <summary>Learns from the batch on both tapes and compares.</summary>
    public void Compare(int parts = 1)
    {
        (Real loss, Real[] logits, Real[] gradients) = Learn(Plain, parts);
        (Real replayedLoss, Real[] replayedLogits, Real[] replayed) = Learn(Graphs, parts);
        AssertClose([loss], [replayedLoss], "loss");
        AssertClose(logits, replayedLogits, "logits");
        AssertClose(gradients, replayed, "gradients");
    }

    public void Dispose()
    {
        Graphs.Dispose();
        Plain.Dispose();
        Machine.Dispose();
        Assert.Equal(0, Recorder.Alive);
    }

    private void AssertClose(Real[] expected, Real[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = expected.Max(Math.Abs);
        Assert.True(largest > 0, $"nothing but zeros among the {what}");
        for (int i = 0; i < expected.Length; i++)
            if (!(Math.Abs(expected[i] - actual[i]) <= _tolerance * largest))
                Assert.Fail($"{what} [{i}]: {expected[i]} without and {actual[i]} with a graph");
    }
}
