using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Exports;

/// <summary>What a machine answered, how well, and where it was measured.</summary>
internal sealed class OutputArrays
{
    private const int NoMemory = 0;

    private readonly EpisodeLayout _layout;
    private readonly NpySeries<float> _outputs;
    private readonly NpySeries<float>? _logits;
    private readonly NpySeries<double> _bits;
    private readonly NpySeries<long> _targetBits, _wrongBits, _targetSymbols, _wrongSymbols;
    private readonly NpySeries<double>? _squaredError;
    private readonly NpySeries<long>? _targetNumbers, _wrongNumbers;
    private readonly NpySeries<int> _slots;
    private readonly NpySeries<int>? _point, _answer;
    private readonly float[] _answered;
    private readonly int[] _symbols;
    private readonly Dictionary<string, int> _points = [];

    public OutputArrays(NpzWriter file, EpisodeLayout layout)
    {
        _layout = layout;
        TaskDefinition task = layout.Task;
        _answered = new float[layout.Length * task.Targets.Width];
        _outputs = file.Grow<float>(EpisodeNames.Outputs, layout.Length, task.Targets.Width);
        _logits = task.Targets.HasSymbols ? null : file.Grow<float>(EpisodeNames.Logits, layout.Length, task.OutputWidth);
        _bits = file.Grow<double>(EpisodeNames.Bits);
        _targetBits = file.Grow<long>(EpisodeNames.TargetBits);
        _wrongBits = file.Grow<long>(EpisodeNames.WrongBits);
        _targetSymbols = file.Grow<long>(EpisodeNames.TargetSymbols);
        _wrongSymbols = file.Grow<long>(EpisodeNames.WrongSymbols);
        if (task.Losses.Any(loss => loss.IsSquared))
        {
            _squaredError = file.Grow<double>(EpisodeNames.SquaredError);
            _targetNumbers = file.Grow<long>(EpisodeNames.TargetNumbers);
            _wrongNumbers = file.Grow<long>(EpisodeNames.WrongNumbers);
        }

        _slots = file.Grow<int>(EpisodeNames.Slots);
        if (layout.Points.Count > 0)
        {
            _point = file.Grow<int>(EpisodeNames.Point);
            file.Add("points", NpyArray.OfTexts(layout.Points));
            foreach (string point in layout.Points)
                _points.TryAdd(point, _points.Count);
        }

        _symbols = new int[task.Feedback?.Longest ?? 0];
        _answer = layout.HasAnswers ? file.Grow<int>(EpisodeNames.Answer, _symbols.Length) : null;
    }

    /// <summary>Appends an episode.</summary>
    public void Add(EpisodeNumbers episode)
    {
        Padding.Fill(_answered, episode.Outputs.Span, _layout.Task.Targets);
        _outputs.Append(_answered);
        if (_logits is not null)
        {
            // No logits are those of nothing.
            Array.Clear(_answered);
            episode.Logits.Span.CopyTo(_answered);
            _logits.Append(_answered);
        }

        ScoreSums score = episode.Score ?? default;
        // Not a number where nothing is scored, and where only numbers are, which have no bits.
        _bits.Append([score.TargetNumbers > 0 && score.TargetNumbers == score.Targets ? double.NaN : score.BitsPerSequence]);
        _targetBits.Append([score.TargetBits]);
        _wrongBits.Append([score.WrongBits]);
        _targetSymbols.Append([score.TargetSymbols]);
        _wrongSymbols.Append([score.WrongSymbols]);
        _squaredError?.Append([score.Value(MetricKind.SquaredError)]);
        _targetNumbers?.Append([score.TargetNumbers]);
        _wrongNumbers?.Append([score.WrongNumbers]);
        _slots.Append([episode.Slots ?? NoMemory]);
        _point?.Append([_points[episode.Point]]);
        if (_answer is null)
            return;
        Array.Fill(_symbols, Channel.Blank);
        for (int i = 0; i < (episode.Answer?.Count ?? 0); i++)
            _symbols[i] = episode.Answer![i];
        _answer.Append(_symbols);
    }
}
