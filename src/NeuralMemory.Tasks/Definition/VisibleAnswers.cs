using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>
/// Finds targets that stand in the input of the very step that asks for them, over drawn episodes: a machine answers them without
/// remembering anything. A target column counts when it varies and equals one input column in every scored step of its phase; what never
/// varies is learnt as a constant and gives nothing away.
/// </summary>
internal sealed class VisibleAnswers
{
    private readonly EpisodeSampler _sampler;
    private readonly IReadOnlyList<RecalledChannel> _recalled;
    private readonly Columns?[] _phases;

    /// <summary>Looks at episodes of this task.</summary>
    public VisibleAnswers(TaskDefinition task)
    {
        _sampler = new(task);
        _recalled = task.Compile().Recalled;
        _phases = new Columns?[task.Phases.Count];
        foreach (RecalledChannel channel in _recalled)
            _phases[channel.Phase] ??= new(task.Inputs.Width, task.Targets.Width);
    }

    /// <summary>Draws an episode and looks at it.</summary>
    /// <exception cref="InvalidInputException">The episode cannot be made from the values drawn for it.</exception>
    public void Look(StreamKey stream, long episode)
    {
        Episode drawn = _sampler.Draw(stream, episode);
        for (int step = 0; step < drawn.Length; step++)
            _phases[drawn.PhaseOf(step)]?.Add(drawn.InputRow(step), drawn.TargetRow(step));
    }

    /// <summary>The channels whose varying columns all stood in the input.</summary>
    public IEnumerable<Diagnostic> Problems =>
        from channel in _recalled
        where _phases[channel.Phase]!.Shows(channel.Channel)
        select new Diagnostic(channel.Mark, $"the answer '{channel.Channel.Name}' can be read off the input in the same step: "
            + "nothing need be remembered for it; show it in an earlier phase");

    /// <summary>
    /// What the columns of one phase held. Instead of the values there is a hash of them, so that columns are compared in one go.
    /// </summary>
    private sealed class Columns(int inputs, int targets)
    {
        private readonly ulong[] _inputs = new ulong[inputs], _targets = new ulong[targets];
        private readonly Real[] _first = new Real[targets];
        private readonly bool[] _varies = new bool[targets];
        private bool _any;

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

        public bool Shows(Channel channel)
        {
            var shown = new HashSet<ulong>(_inputs);
            int[] varied = [.. Enumerable.Range(channel.Start, channel.Width).Where(i => _varies[i])];
            return varied.Length > 0 && Array.TrueForAll(varied, i => shown.Contains(_targets[i]));
        }

        private static void Mix(ulong[] hashes, ReadOnlySpan<Real> row)
        {
            for (int i = 0; i < row.Length; i++)
            {
                // The sum makes -0 and 0 one value. Constants of splitmix64: a bit changed anywhere reaches all others.
                ulong mixed = (hashes[i] ^ (ulong)BitConverter.DoubleToInt64Bits(row[i] + 0.0)) + 0x9E3779B97F4A7C15;
                mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
                mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
                hashes[i] = mixed ^ mixed >> 31;
            }
        }
    }
}
