using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines.Tests;

/// <summary>A machine, a batch of random bits for it, and a tape. The objective is a fixed random combination of all logits.</summary>
internal sealed class MachineRig : IDisposable
{
    public const int InputWidth = 4, OutputWidth = 3;

    private readonly StreamKey _key;
    private bool _isFresh = true;

    public MachineRig(MachineConfig config, ReadOnlySpan<int> lengths, int seed = 1, bool recording = true, IEngine? engine = null)
    {
        _key = StreamKey.FromSeed(seed);
        Machine = config.Build(InputWidth, OutputWidth, _key.Split("parameters"));
        Tape = (engine ?? EngineUnderTest.Engine).NewTape(Machine.Parameters, recording);
        Reshape(lengths);
    }

    public IMachine Machine { get; }

    public SequenceBatch Batch { get; } = new();

    public Tape Tape { get; }

    /// <summary>What machines with dropout draw from, the same in every pass; null for nothing.</summary>
    public StreamKey? Noise { get; init; }

    /// <summary>The same sequences as ever, cut to these lengths: sequence number i does not depend on the others.</summary>
    public void Reshape(ReadOnlySpan<int> lengths)
    {
        Batch.Reshape(lengths, InputWidth, OutputWidth);
        for (int sequence = 0; sequence < Batch.Sequences; sequence++)
            Fill(sequence, Batch.Order[sequence]);
    }

    /// <summary>A batch of one: sequence number <paramref name="index"/> alone.</summary>
    public void ReshapeToOne(int index, int length)
    {
        Batch.Reshape([length], InputWidth, OutputWidth);
        Fill(0, index);
    }

    /// <summary>Runs the machine; the logits [rows, O].</summary>
    public Real[] Forward(ITraceWriter? trace = null) => Run(trace).Span.ToArray();

    /// <summary>The objective.</summary>
    public double Objective()
    {
        Variable logits = Run(null);
        double sum = 0;
        for (int i = 0; i < logits.Span.Length; i++)
            sum += (double)logits.Span[i] * Batch.Targets[i];
        return sum;
    }

    /// <summary>The objective's gradient: a copy of the tape's block.</summary>
    public Real[] Gradient(ITraceWriter? trace = null) => Gradient(Batch.Targets, trace);

    /// <summary>The gradient of a combination of the logits by these weights, of which there are as many.</summary>
    public Real[] Gradient(ReadOnlySpan<Real> weights, ITraceWriter? trace = null)
    {
        Learn(weights, trace);
        return Tape.Gradients.ToArray();
    }

    /// <summary>The same, which stays on the tape.</summary>
    public void Learn(ReadOnlySpan<Real> weights, ITraceWriter? trace = null)
    {
        Variable logits = Run(trace);
        Tape.Seed(logits, weights);
        Tape.BackwardFromSeeds();
    }

    /// <summary>Multiplies all parameters: large factors drive gates, strengths and exponents to their ends.</summary>
    public void Scale(double factor)
    {
        foreach (ref Real value in Machine.Parameters.Block)
            value *= (Real)factor;
    }

    public void Dispose()
    {
        Tape.Dispose();
        Machine.Parameters.Dispose();
    }

    private Variable Run(ITraceWriter? trace)
    {
        if (_isFresh)
        {
            // Memory comes with undefined content: what is read before it is written must show.
            _isFresh = false;
            Tape.Reset(1);
            Tape.Fill(new Shape(60_000), Real.NaN);
        }

        Tape.Reset(Batch.Rows, Noise);
        return Machine.Run(Tape, Batch, trace);
    }

    /// <summary>Bits as inputs; as targets the weights of the objective.</summary>
    private void Fill(int sequence, int index)
    {
        var stream = new RandomStream(_key.Split("sequence").Split(index));
        for (int step = 0; step < Batch.Lengths[sequence]; step++)
        {
            int row = Batch.Row(sequence, step);
            stream.FillBits(Batch.InputRow(row));
            foreach (ref Real weight in Batch.TargetRow(row))
                weight = (Real)stream.NextGaussian();
        }
    }
}
