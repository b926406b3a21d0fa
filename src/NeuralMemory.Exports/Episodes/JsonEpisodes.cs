using System.Text.Encodings.Web;
using System.Text.Json;
using NeuralMemory.Experiments;
using NeuralMemory.Tasks;

namespace NeuralMemory.Exports;

/// <summary>Writes episodes as JSON, an object a line. Channels have their names, and symbols with a vocabulary are its words.</summary>
/// <param name="stream">Where to; need not seek.</param>
/// <param name="layout">What the episodes have in common.</param>
internal sealed class JsonEpisodes(Stream stream, EpisodeLayout layout) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(stream, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    private readonly TaskDefinition _task = layout.Task;

    /// <summary>Appends an episode.</summary>
    public void Add(EpisodeNumbers episode)
    {
        _json.WriteStartObject();
        if (episode.Point.Length > 0)
            _json.WriteString(EpisodeNames.Point, episode.Point);
        _json.WriteNumber(EpisodeNames.Episode, episode.Number);
        _json.WriteNumber(EpisodeNames.Length, episode.Length);
        if (episode.Slots is { } slots)
            _json.WriteNumber(EpisodeNames.Slots, slots);
        if (layout.AreDrawn)
            AddDrawn(episode);
        if (episode.SourceLength > 0)
            AddSide(EpisodeNames.Source, _task.Inputs, episode.Source.Span, episode.SourceLength);
        AddSide(EpisodeNames.Inputs, _task.Inputs, episode.Inputs.Span, episode.Length);
        AddSide(EpisodeNames.Targets, _task.Targets, episode.Targets.Span, episode.Length);
        AddMask(episode);
        if (layout.HasOutputs)
            AddOutputs(episode);
        _json.WriteEndObject();
        _json.Flush();
        stream.WriteByte((byte)'\n');
        _json.Reset();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void AddDrawn(EpisodeNumbers episode)
    {
        _json.WriteStartObject(EpisodeNames.Parameters);
        for (int i = 0; i < episode.Parameters.Count; i++)
            _json.WriteNumber(_task.Parameters[i].Name, episode.Parameters[i]);
        _json.WriteEndObject();
        _json.WriteStartArray(EpisodeNames.Phases);
        foreach (int phase in episode.Phases)
            _json.WriteStringValue(_task.Phases[phase]);
        _json.WriteEndArray();
    }

    private void AddOutputs(EpisodeNumbers episode)
    {
        AddSide(EpisodeNames.Outputs, _task.Targets, episode.Outputs.Span, episode.Length);
        if (episode.Logits.Length > 0)
            AddSide(EpisodeNames.Logits, _task.Targets, episode.Logits.Span, episode.Length);
        if (episode.Score is { Sequences: > 0 } score)
        {
            bool hasNumbers = score.TargetNumbers > 0;
            // Numbers have no bits.
            AddNumber(EpisodeNames.Bits, hasNumbers && score.TargetNumbers == score.Targets ? double.NaN : score.BitsPerSequence);
            _json.WriteNumber(EpisodeNames.TargetBits, score.TargetBits);
            _json.WriteNumber(EpisodeNames.WrongBits, score.WrongBits);
            _json.WriteNumber(EpisodeNames.TargetSymbols, score.TargetSymbols);
            _json.WriteNumber(EpisodeNames.WrongSymbols, score.WrongSymbols);
            if (hasNumbers)
            {
                AddNumber(EpisodeNames.SquaredError, score.Value(MetricKind.SquaredError));
                _json.WriteNumber(EpisodeNames.TargetNumbers, score.TargetNumbers);
                _json.WriteNumber(EpisodeNames.WrongNumbers, score.WrongNumbers);
            }
        }

        if (layout.HasAnswers)
        {
            AddSymbols(EpisodeNames.Wanted, episode.Wanted);
            AddSymbols(EpisodeNames.Answer, episode.Answer);
        }
    }

    private void AddSymbols(string name, IReadOnlyList<int>? symbols)
    {
        if (symbols is null)
        {
            _json.WriteNull(name);
            return;
        }

        Vocabulary? vocabulary = _task.Targets.VocabularyOf(_task.Feedback!.Answer.Channel);
        _json.WriteStartArray(name);
        foreach (int symbol in symbols)
            WriteSymbol(symbol, vocabulary);
        _json.WriteEndArray();
    }

    /// <summary>The channels of a side, each a list of its steps.</summary>
    private void AddSide(string name, ChannelLayout layout, ReadOnlySpan<float> rows, int steps)
    {
        _json.WriteStartObject(name);
        foreach ((Channel channel, Vocabulary? vocabulary) in layout.Items.Zip(layout.Vocabularies))
        {
            _json.WriteStartArray(channel.Name);
            for (int t = 0; t < steps; t++)
                WriteStep(rows.Slice(t * layout.Width + channel.Start, channel.Width), channel, vocabulary);
            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    private void WriteStep(ReadOnlySpan<float> columns, Channel channel, Vocabulary? vocabulary)
    {
        if (channel.Symbols is not null)
            WriteSymbol((int)columns[0], vocabulary);
        else if (vocabulary is not null && OneHot.SymbolOf(columns) is { } symbol)
            WriteSymbol(symbol, vocabulary);
        else if (channel.Width == 1)
            WriteNumber(columns[0]);
        else
        {
            _json.WriteStartArray();
            foreach (float number in columns)
                WriteNumber(number);
            _json.WriteEndArray();
        }
    }

    /// <summary>Where a channel is scored: a number a step, but a list where its columns differ.</summary>
    private void AddMask(EpisodeNumbers episode)
    {
        _json.WriteStartObject(EpisodeNames.Mask);
        foreach (Channel channel in _task.Targets.Items)
        {
            _json.WriteStartArray(channel.Name);
            for (int t = 0; t < episode.Length; t++)
            {
                ReadOnlySpan<float> columns = episode.Mask.Span.Slice(t * _task.Targets.Width + channel.Start, channel.Width);
                if (columns.IndexOfAnyExcept(columns[0]) < 0)
                    WriteNumber(columns[0]);
                else
                    WriteStep(columns, channel with { Symbols = null }, vocabulary: null);
            }

            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    private void WriteSymbol(int symbol, Vocabulary? vocabulary)
    {
        if (symbol < 0)
            _json.WriteNullValue();
        else if (vocabulary is not null)
            _json.WriteStringValue(vocabulary.Symbols[symbol]);
        else
            _json.WriteNumberValue(symbol);
    }

    private void AddNumber(string name, double number)
    {
        _json.WritePropertyName(name);
        if (double.IsFinite(number))
            _json.WriteNumberValue(number);
        else
            _json.WriteStringValue(Special(number));
    }

    private void WriteNumber(float number)
    {
        if (float.IsFinite(number))
            _json.WriteNumberValue(number);
        else
            _json.WriteStringValue(Special(number));
    }

    /// <summary>As in all JSON of a run, which has no such numbers.</summary>
    private static string Special(double number) => double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
}
