using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// Reads the source of a batch by recurrent layers, forwards and, if wanted, backwards; keeps what they make of every step.
/// </summary>
internal sealed class SourceReader
{
    private readonly IController _forward;
    private readonly BackwardReader? _backward;
    private readonly InputReader _inputs;
    private readonly int _units;

    public SourceReader(Seq2SeqConfig config, InputReader inputs, ParameterScope scope)
    {
        (_units, _inputs) = (config.Units, inputs);
        _forward = Controller.Build(config.Controller, inputs.Width, scope.Child("forward"));
        _backward = config.Bidirectional ? new(config.Controller, inputs, scope.Child("backward")) : null;
        Width = _backward is null ? _units : 2 * _units;
    }

    /// <summary>The numbers of an annotation.</summary>
    public int Width { get; }

    /// <summary>Reads.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="source">What is read.</param>
    /// <param name="annotations">[source.Rows, Width], kept; receives what was made of each step.</param>
    /// <param name="rows">Which rows belong to each sequence of the decoder.</param>
    /// <returns>[B, Width] what each reader made when it had seen all of a sequence.</returns>
    public Variable Read(Tape tape, SequenceBatch source, Variable annotations, SequenceRows rows)
    {
        // First, so that where it begins, which it needs to the end, is no step's.
        Variable? backward = _backward?.Run(tape, source).Outputs;
        Variable forward = ReadForward(tape, source), atEnd = tape.GatherRows(forward, EndsOf(tape, rows, atEnd: true));
        if (backward is null)
        {
            tape.RowsInto(annotations, 0, forward);
            return atEnd;
        }

        tape.RowsInto(annotations, 0, forward, backward);
        Variable ends = tape.NewKept(new Shape(rows.Sequences, Width));
        tape.RowsInto(ends, 0, atEnd, tape.GatherRows(backward, EndsOf(tape, rows, atEnd: false)));
        return ends;
    }

    private Variable ReadForward(Tape tape, SequenceBatch source)
    {
        Variable forward = tape.NewKept(new Shape(source.Rows, _units));
        var seen = new BatchInputs(_inputs, tape, source);
        ControllerState state = _forward.Start(tape, source.Sequences);
        for (int t = 0; t < source.MaxLength; t++)
        {
            tape.NextStep(t);
            state = _forward.Next(tape, seen.At(tape, t), null, state);
            tape.RowsInto(forward, source.RowOffset(t), state.Hidden[^1]);
        }

        return forward;
    }

    /// <summary>The last row of each sequence, or the first.</summary>
    private static ReadOnlySpan<int> EndsOf(Tape tape, SequenceRows rows, bool atEnd)
    {
        Span<int> ends = tape.Rent<Buffer<int>>().Of(rows.Sequences);
        for (int sequence = 0; sequence < ends.Length; sequence++)
            ends[sequence] = atEnd ? rows[sequence][^1] : rows[sequence][0];
        return ends;
    }
}
