using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments.Tests;

/// <summary>A machine that, before it runs, looks at what dropout makes of ones in every step.</summary>
/// <param name="machine">What runs.</param>
/// <param name="shard">How many episodes come before those of the next run, as they do in one shard after another.</param>
internal sealed class MaskRecorder(IMachine machine, int shard) : IMachine
{
    private const int Width = 3;
    private int _runs;

    /// <summary>What was left of the ones, by episode and step.</summary>
    public SortedDictionary<(int Episode, int Step), string> Masks { get; } = [];

    public MachineConfig Config => machine.Config;

    public int InputWidth => machine.InputWidth;

    public int OutputWidth => machine.OutputWidth;

    public ParameterSet Parameters => machine.Parameters;

    public Variable Run(Tape tape, SequenceBatch batch, ITraceWriter? trace = null)
    {
        int before = shard * _runs++;
        for (int step = 0; step < batch.MaxLength; step++)
        {
            ReadOnlySpan<Real> left = tape.Dropout(tape.Fill(new Shape(batch.RowsAt(step), Width), 1), 0.5).Span;
            for (int sequence = 0; sequence < batch.RowsAt(step); sequence++)
                Masks.Add((before + batch.Order[sequence], step), string.Join(' ', left.Slice(sequence * Width, Width).ToArray()));
        }

        return machine.Run(tape, batch, trace);
    }

    public IMachineSteps Begin(Tape tape, SequenceBatch batch) => machine.Begin(tape, batch);

    public IMachine? WithSlots(int slots) => null;

    public void Dispose() => machine.Dispose();
}
