using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments;

/// <summary>
/// How many numbers a machine carries from one step of a sequence to the next: what its next step starts from, and what it has made of
/// its source, or of what it reads ahead, and looks at in every step. Parameters do not count, nor do places in the sequence.
/// </summary>
/// <param name="Steps">After how many steps, those of a source included.</param>
/// <param name="Fixed">How many numbers there are however long the sequence is, such as those of a memory.</param>
/// <param name="Growing">How many there are because it is so long, such as those of caches.</param>
public sealed record StateSize(int Steps, long Fixed, long Growing)
{
    /// <summary>All of them.</summary>
    public long Numbers => Fixed + Growing;

    /// <summary>
    /// The state of a machine at the end of a sequence. One step is made: what grows, grows by a row with each.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="steps">The steps of the sequence, at least 1.</param>
    /// <param name="source">The steps of the source that it is read from; 0 where it is read from nothing else.</param>
    /// <returns>The size; null for a machine that carries nothing, as it reads a sequence whole and answers all of its steps.</returns>
    internal static StateSize? Of(IMachine machine, IEngine engine, int steps, int source = 0)
    {
        SequenceBatch batch = new();
        batch.Reshape([1], machine.InputWidth, machine.OutputWidth);
        if (source > 0)
            batch.ReshapeSource([1], machine.InputWidth);
        using Tape tape = engine.NewTape(machine.Parameters, recording: false);
        tape.Reset(batch.Rows);
        IMachineSteps pass = machine.Begin(tape, batch);
        pass.Step(tape.Constant(batch.Inputs, new Shape(1, machine.InputWidth)));
        Counter counter = new();
        pass.Current!.VisitState(counter);
        if (machine.Config.ReadsAhead && counter.IsEmpty)
            return null;
        return new(steps + source, counter.Fixed, counter.OfStep * steps + counter.OfRead * (source > 0 ? source : steps));
    }

    /// <summary>
    /// Counts the state of one sequence after a step: quantities, the numbers by which each further step makes them grow, and those of a
    /// step that was read.
    /// </summary>
    private sealed class Counter : IStateVisitor
    {
        public long Fixed { get; private set; }

        public long OfStep { get; private set; }

        public long OfRead { get; private set; }

        public bool IsEmpty => Fixed + OfStep + OfRead == 0;

        public Variable Visit(string name, Variable value)
        {
            Fixed += value.Shape.Count;
            return value;
        }

        public Variable? VisitGrown(string name, Variable? value)
        {
            OfStep += value?.Shape.Width ?? 0;
            return value;
        }

        public int Visit(string name, int place) => place;

        public void VisitKept(string name, Variable value) => OfRead += value.Shape.Width;
    }
}
