using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Finds targets that stand in the input of the very step that asks for them, over drawn episodes: a machine answers them without
/// remembering anything. A target column counts when it varies and equals one input column in every step of its phase that scores it; what
/// never varies is learnt as a constant and gives nothing away.
/// </summary>
internal sealed class VisibleAnswers
{
    private readonly IReadOnlyList<RecalledChannel> _recalled;
    private readonly Columns[] _columns;

    /// <summary>Looks at episodes of this task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="recalled">The target channels that its phases name.</param>
    public VisibleAnswers(TaskDefinition task, IReadOnlyList<RecalledChannel> recalled)
    {
        _recalled = recalled;
        _columns = [.. recalled.Select(channel => new Columns(task.Inputs.Width, channel.Channel.Width))];
    }

    /// <summary>Looks at an episode.</summary>
    public void Look(Episode episode)
    {
        for (int step = 0; step < episode.Length; step++)
            for (int i = 0; i < _columns.Length; i++)
                if (_recalled[i].Phase == episode.PhaseOf(step) && Of(episode.MaskRow(step), i).IndexOfAnyExcept((Real)0) >= 0)
                    _columns[i].Add(episode.InputRow(step), Of(episode.TargetRow(step), i));

        ReadOnlySpan<Real> Of(ReadOnlySpan<Real> row, int i) => row.Slice(_recalled[i].Channel.Start, _recalled[i].Channel.Width);
    }

    /// <summary>The channels whose varying columns all stood in the input.</summary>
    public IEnumerable<Diagnostic> Problems => _recalled.Where((_, i) => _columns[i].IsShown)
        .Select(channel => new Diagnostic(channel.Mark, $"the answer '{channel.Channel.Name}' can be read off the input in the same step: "
            + "nothing need be remembered for it; show it in an earlier phase"));

    /// <summary>
    /// What inputs and one target channel held in the scored steps of a phase. Instead of the values there is a hash of them, so that
    /// columns are compared in one go.
    /// </summary>
    private sealed class Columns(int inputs, int targets)
    {
        private readonly ulong[] _inputs = new ulong[inputs], _targets = new ulong[targets];
        private readonly Real[] _first = new Real[targets];
        private readonly bool[] _varies = new bool[targets];
        private bool _any;

        public bool IsShown
        {
            get
            {
                var shown = new HashSet<ulong>(_inputs);
                return _varies.Contains(true) && _targets.Where((_, i) => _varies[i]).All(shown.Contains);
            }
        }

        public void Add(ReadOnlySpan<Real> input, ReadOnlySpan<Real> target)
        {
            if (!_any)
                target.CopyTo(_first);
            _any = true;
            Mix(_inputs, input);
            Mix(_targets, target);
            for (int i = 0; i < target.Length; i++)
                _varies[i] |= target[i] != _first[i];
        }

        private static void Mix(ulong[] hashes, ReadOnlySpan<Real> row)
        {
            for (int i = 0; i < row.Length; i++)
                hashes[i] = EpisodeDigest.Mix(hashes[i], row[i]);
        }
    }
}
