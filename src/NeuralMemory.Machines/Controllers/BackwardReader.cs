using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A controller that reads sequences from their ends, beside one that reads them from their beginnings (Schuster and Paliwal 1997), so
/// that a machine answers knowing what is to come. It sees the input alone, no memory (the bidirectional controller of Franke, Niehues
/// and Waibel 2018).
/// </summary>
/// <param name="config">The controller.</param>
/// <param name="inputs">How it sees the inputs.</param>
/// <param name="scope">Where its parameters are declared, as a controller's are.</param>
internal sealed class BackwardReader(ControllerConfig config, InputReader inputs, ParameterScope scope)
{
    private readonly IController _controller = Controller.Build(config, inputs.Width, scope);

    /// <summary>How wide its output is.</summary>
    public int OutputWidth { get; } = Controller.OutputWidth(config);

    /// <summary>
    /// Reads the whole batch. To be called where a machine's first state is made, before its first step. Unlike all else it keeps an output
    /// for every row of the batch.
    /// </summary>
    /// <returns>What stands before the first step.</returns>
    public BackwardReading Run(Tape tape, SequenceBatch batch)
    {
        var reading = BackwardReading.Rent(tape, tape.NewKept(new Shape(batch.Rows, OutputWidth)));
        var seen = new BatchInputs(inputs, tape, batch);
        ControllerState start = _controller.Start(tape, batch.Sequences), state = start;
        for (int t = batch.MaxLength - 1; t >= 0; t--)
        {
            tape.NextStep(t);
            (int rows, int row) = (batch.RowsAt(t), batch.RowOffset(t));
            // Going back in time, shorter sequences join the longer ones at their own last steps.
            if (t < batch.MaxLength - 1 && batch.RowsAt(t + 1) < rows)
                state = state.Extended(tape, start, rows);
            state = _controller.Next(tape, seen.At(tape, t), null, state);
            tape.RowsInto(reading.Outputs, row, state.Output);
        }

        return reading;
    }
}

/// <summary>Where a machine stands in what a backward reader found.</summary>
public sealed class BackwardReading
{
    private int _nextRow;

    /// <summary>What a trace has of it.</summary>
    internal static TraceQuantity Quantity { get; } =
        new("backward/output", "backward controller: output", TraceRange.Any, TraceAxis.Unit);

    /// <summary>[B, C] what the reader puts out at this step, having seen it and all later ones; of no meaning before the first.</summary>
    public Variable Output { get; private set; } = null!;

    /// <summary>[rows of the batch, C] what it put out at all steps.</summary>
    internal Variable Outputs { get; private set; } = null!;

    /// <summary>What stands before the first step.</summary>
    internal static BackwardReading Rent(Tape tape, Variable outputs)
    {
        BackwardReading reading = tape.Rent<BackwardReading>();
        (reading.Outputs, reading._nextRow) = (outputs, 0);
        return reading;
    }

    /// <summary>Shows, and may replace, where the reading stands; shows what was read, which comes from the batch.</summary>
    internal void VisitState(IStateVisitor visitor)
    {
        _nextRow = visitor.Visit("backward/row", _nextRow);
        visitor.VisitKept("backward/outputs", Outputs);
    }

    /// <summary>The next step's, which has <paramref name="rows"/> rows.</summary>
    internal BackwardReading Next(Tape tape, int rows)
    {
        BackwardReading next = Rent(tape, Outputs);
        next.Output = tape.Rows(Outputs, _nextRow, rows);
        next._nextRow = _nextRow + rows;
        return next;
    }
}
