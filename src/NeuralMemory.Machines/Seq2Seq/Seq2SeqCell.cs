using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>The decoder, and the encoder that it starts from.</summary>
internal sealed class Seq2SeqCell : IAnswerCell<Seq2SeqStep>
{
    private readonly SourceReader _reader;
    private readonly SourceAttention? _attention;
    private readonly IController _decoder;
    private readonly Parameter[] _hidden, _cells;
    private readonly Parameter? _combine;
    private readonly Parameter _output;
    private readonly Seq2SeqConfig _config;

    public Seq2SeqCell(Seq2SeqConfig config, InputReader inputs, int outputWidth, ParameterScope scope)
    {
        _config = config;
        _reader = new(config, inputs, scope.Child("encoder"));
        _attention = config.Attention == ScoreKind.None ? null : new(config, _reader.Width, scope.Child("attention"));
        int units = config.Units, fed = LooksBefore ? _reader.Width : IsFed ? units : 0;
        _decoder = Controller.Build(config.Controller, inputs.Width + fed, scope.Child("decoder"));
        ParameterScope bridge = scope.Child("bridge");
        _hidden = Bridges("hidden", config.Layers);
        _cells = Bridges("cell", config.Cell is ControllerKind.Gru or ControllerKind.Rnn or ControllerKind.SecondOrder ? 0 : config.Layers);
        _combine = _attention is null || LooksBefore
            ? null
            : scope.Linear("combine", _reader.Width + units, units, LinearInitializer.Default);
        AnswerWidth = units + (LooksBefore ? _reader.Width : 0);
        _output = scope.Linear("output", AnswerWidth, outputWidth, LinearInitializer.Default, inputs.HasSymbols);

        Parameter[] Bridges(string name, int count) =>
        [
            .. Enumerable.Range(0, count).Select(i => bridge.Linear($"{name}{i}", _reader.Width, units, LinearInitializer.Default)),
        ];
    }

    public int AnswerWidth { get; }

    /// <summary>Whether attention looks with the state before the step, and what it finds goes into it.</summary>
    private bool LooksBefore => _config.Attention == ScoreKind.Bahdanau;

    /// <summary>Whether what was made of a step goes into the next one.</summary>
    private bool IsFed => _config.InputFeeding && !LooksBefore;

    public Seq2SeqStep Start(Tape tape, SequenceBatch batch)
    {
        Seq2SeqStep step = tape.Rent<Seq2SeqStep>();
        DecoderSource source = tape.Rent<DecoderSource>();
        SequenceRows rows = tape.Rent<SequenceRows>();
        rows = batch.Source is null ? rows.OfBatch(batch) : rows.OfSource(batch);
        SequenceBatch read = batch.Source ?? batch;
        Variable annotations = tape.NewKept(new Shape(read.Rows, _reader.Width));
        Variable ends = _reader.Read(tape, read, annotations, rows);
        Show(tape, source, annotations, rows);
        (step.Source, step.Weights, step.Context, step.IsFed) = (_attention is null ? null : source, null, null, IsFed);
        step.Controller = StateFrom(tape, ends);
        step.Attentional = IsFed ? tape.Fill(new Shape(batch.Sequences, _config.Units), 0) : null;
        return step;
    }

    /// <summary>Makes annotations ready to be looked at.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="source">Receives what the decoder looks at.</param>
    /// <param name="annotations">[R, A] what was made of each step of the source, kept.</param>
    /// <param name="rows">Which rows belong to each sequence of the decoder.</param>
    public void Show(Tape tape, DecoderSource source, Variable annotations, SequenceRows rows) =>
        source.Set(annotations, _attention?.KeysOf(tape, annotations) ?? annotations, rows);

    public Seq2SeqStep Next(Tape tape, Variable input, Seq2SeqStep previous)
    {
        Seq2SeqStep step = tape.Rent<Seq2SeqStep>();
        (step.Source, step.Weights, step.Context, step.Attentional, step.IsFed) = (previous.Source, null, null, null, IsFed);
        SequenceRows rows = tape.Rent<SequenceRows>().OfStep(input.Rows);
        if (LooksBefore)
            Look(tape, tape.Rows(previous.Controller.Hidden[^1], 0, input.Rows), step, rows);
        step.Controller = _decoder.Next(tape, input, LooksBefore ? step.Context : IsFed ? previous.Attentional : null, previous.Controller);
        if (_combine is null)
            return step;
        Look(tape, step.Controller.Hidden[^1], step, rows);
        step.Attentional = tape.Tanh(tape.Linear(_combine, step.Context!, step.Controller.Hidden[^1]));
        return step;
    }

    public void Emit(Tape tape, Seq2SeqStep step, Variable logits, int row)
    {
        if (LooksBefore)
            tape.LinearInto(_output, logits, row, Made(tape, step), step.Context!);
        else
            tape.LinearInto(_output, logits, row, Made(tape, step));
    }

    public void Prepare(Tape tape, Seq2SeqStep step, Variable rows, int row)
    {
        if (LooksBefore)
            tape.RowsInto(rows, row, Made(tape, step), step.Context!);
        else
            tape.RowsInto(rows, row, Made(tape, step));
    }

    public void Answer(Tape tape, Variable rows, Variable logits) => tape.LinearInto(_output, logits, 0, rows);

    private Variable Made(Tape tape, Seq2SeqStep step) => tape.Dropout(step.Attentional ?? step.Controller.Hidden[^1], _config.Dropout);

    private void Look(Tape tape, Variable state, Seq2SeqStep step, SequenceRows rows)
    {
        DecoderSource source = step.Source!;
        step.Weights = _attention!.WeightsOf(tape, state, source, rows);
        step.Context = tape.WeightedSum(step.Weights, source.Annotations, rows, source.Rows);
    }

    private ControllerState StateFrom(Tape tape, Variable ends)
    {
        // The small layers of a hyper-LSTM begin as they do elsewhere: the encoder's states say nothing of them.
        ControllerState state = _config.Cell == ControllerKind.HyperLstm
            ? _decoder.Start(tape, ends.Rows)
            : ControllerState.Rent(tape, _config.Layers, skips: false);
        for (int i = 0; i < _hidden.Length; i++)
            state.Set(i, tape.Tanh(tape.Linear(_hidden[i], ends)), _cells.Length > 0 ? tape.Tanh(tape.Linear(_cells[i], ends)) : null);
        return state;
    }
}
