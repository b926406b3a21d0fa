using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>The weights of a Perceiver, and how they are used.</summary>
internal sealed class PerceiverLayers
{
    private readonly PerceiverConfig _config;
    private readonly PerceiverInputs _inputs;
    private readonly Parameter _latents;
    private readonly Parameter? _query;
    private readonly CrossBlock[] _looks;
    private readonly CrossBlock[][] _layers;
    private readonly CrossBlock? _answer;
    private readonly Normalization _norm;

    public PerceiverLayers(PerceiverConfig config, InputReader reader, int outputWidth, ParameterScope scope)
    {
        config.ThrowOnProblem(reader.Layout);
        _config = config;
        _inputs = new(config, reader);
        int width = config.Width;
        AttentionLayerConfig attention = new(width, width, config.Heads);
        _latents = scope.Tensor("latents", new Shape(config.Latents, width), (stream, _) => (Real)(0.02 * stream.NextGaussian()));
        // The first look has weights of its own; all further ones share theirs (section 3.1, "weight sharing").
        int distinct = Math.Min(config.Looks, 2);
        _looks =
        [
            .. Enumerable.Range(0, distinct).Select(
                i => new CrossBlock(attention, config.Hidden, _inputs.Width, scope.Child($"look{i}"))),
        ];
        _layers =
        [
            .. Enumerable.Range(0, distinct).Select(i => Enumerable.Range(0, config.Layers)
                .Select(layer => new CrossBlock(attention, config.Hidden, null, scope.Child($"look{i}").Child($"layer{layer}"))).ToArray()),
        ];
        if (config.Answer == PerceiverAnswer.Queries)
        {
            _query = scope.Linear("query", _inputs.Width, width, LinearInitializer.Default, uniform: true);
            _answer = new(attention, config.Hidden, width, scope.Child("answer"));
        }

        _norm = new(width, 1, scope.Child("norm"));
        Output = scope.Linear("output", width, outputWidth, LinearInitializer.Default, uniform: true);
    }

    /// <summary>The answer from what is made of a step.</summary>
    public Parameter Output { get; }

    /// <summary>What answers come of: [batch.Rows, E].</summary>
    public Variable Run(Tape tape, SequenceBatch batch, RowTrace? trace)
    {
        SequenceRows rows = tape.Rent<SequenceRows>().OfBatch(batch);
        SequenceRows latentRows = tape.Rent<SequenceRows>().OfBlocks(batch.Sequences, _config.Latents);
        Variable inputs = _inputs.Of(tape, batch);
        Variable latents = Read(tape, inputs, rows, latentRows, trace);
        if (_answer is null)
            return Mean(tape, latents, latentRows, batch);
        Variable answers = _answer.Run(
            tape, tape.Linear(_query!, inputs), rows, latents, latentRows, trace, PerceiverWeights.OfAnswer);
        return _norm.Of(tape, answers);
    }

    /// <summary>[B N, E] what the latents become.</summary>
    private Variable Read(Tape tape, Variable inputs, SequenceRows rows, SequenceRows latentRows, RowTrace? trace)
    {
        Span<int> numbers = tape.Rent<Buffer<int>>().Of(rows.Sequences * _config.Latents);
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = i % _config.Latents;
        Variable latents = tape.Lookup(_latents, numbers);
        for (int look = 0; look < _config.Looks; look++)
        {
            int weights = Math.Min(look, 1);
            string name = trace is null ? "" : PerceiverWeights.OfLook(_config, look);
            RowTrace? seen = trace is null ? null : new();
            latents = _looks[weights].Run(tape, latents, latentRows, inputs, rows, seen, name);
            if (seen is not null)
                trace!.Add(name, LookedAt.Of(tape, seen[name], latentRows, rows));
            for (int layer = 0; layer < _layers[weights].Length; layer++)
                latents = _layers[weights][layer].Run(
                    tape, latents, latentRows, latents, latentRows, trace?.OfLatents(_config.Latents),
                    trace is null ? "" : PerceiverWeights.OfLayer(_config, look, layer));
        }

        return latents;
    }

    /// <summary>The same answer at every step.</summary>
    private Variable Mean(Tape tape, Variable latents, SequenceRows latentRows, SequenceBatch batch)
    {
        // All scores alike: a query of zeros over keys of zeros takes the mean.
        Variable nothing = tape.Fill(latents.Shape, 0), queries = tape.Fill(new Shape(batch.Sequences, _config.Width), 0);
        Variable mean = tape.Attention(
            queries, nothing, latents, tape.Rent<SequenceRows>().OfStep(batch.Sequences), latentRows, new AttentionRule(1, 1));
        Variable answer = _norm.Of(tape, mean);
        Span<int> sequences = tape.Rent<Buffer<int>>().Of(batch.Rows);
        for (int t = 0; t < batch.MaxLength; t++)
            for (int s = 0; s < batch.RowsAt(t); s++)
                sequences[batch.Row(s, t)] = s;
        return tape.GatherRows(answer, sequences);
    }
}
