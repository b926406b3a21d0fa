using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Exports;

/// <summary>
/// Writes episodes as arrays over all of them, [E, T, columns]: after the last step of an episode there are zeros, of symbols
/// <see cref="Channel.Blank"/>.
/// </summary>
internal sealed class NpzEpisodes : IDisposable
{
    private readonly EpisodeLayout _layout;
    private readonly NpzWriter _file;
    private readonly NpySeries<long> _episode;
    private readonly NpySeries<int> _length;
    private readonly NpySeries<float> _inputs, _targets;
    private readonly NpySeries<bool> _mask;
    private readonly SourceArrays? _source;
    private readonly DrawnArrays? _drawn;
    private readonly OutputArrays? _outputs;
    private readonly float[] _shown, _wanted;
    private readonly bool[] _scored;

    /// <param name="path">The file, in a folder that exists.</param>
    /// <param name="layout">What the episodes have in common.</param>
    /// <exception cref="RunException">The system refused.</exception>
    public NpzEpisodes(string path, EpisodeLayout layout)
    {
        _layout = layout;
        TaskDefinition task = layout.Task;
        int length = layout.Length;
        _file = NpzWriter.Create(path);
        try
        {
            (_shown, _wanted, _scored) = (new float[length * task.Inputs.Width], new float[length * task.Targets.Width],
                new bool[length * task.Targets.Width]);
            _episode = _file.Grow<long>(EpisodeNames.Episode);
            _length = _file.Grow<int>(EpisodeNames.Length);
            _drawn = layout.AreDrawn ? new(_file, layout) : null;
            _source = layout.SourceLength > 0 ? new(_file, layout) : null;
            _inputs = _file.Grow<float>(EpisodeNames.Inputs, length, task.Inputs.Width);
            _targets = _file.Grow<float>(EpisodeNames.Targets, length, task.Targets.Width);
            _mask = _file.Grow<bool>(EpisodeNames.Mask, length, task.Targets.Width);
            _outputs = layout.HasOutputs ? new(_file, layout) : null;
            ChannelArrays.Add(_file, "input", task.Inputs);
            ChannelArrays.Add(_file, "target", task.Targets);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Appends an episode.</summary>
    public void Add(EpisodeNumbers episode)
    {
        TaskDefinition task = _layout.Task;
        _episode.Append([episode.Number]);
        _length.Append([episode.Length]);
        _drawn?.Add(episode);
        _source?.Add(episode);
        Padding.Fill(_shown, episode.Inputs.Span, task.Inputs);
        _inputs.Append(_shown);
        Padding.Fill(_wanted, episode.Targets.Span, task.Targets);
        _targets.Append(_wanted);
        Array.Clear(_scored);
        for (int i = 0; i < episode.Mask.Length; i++)
            _scored[i] = episode.Mask.Span[i] != 0;
        _mask.Append(_scored);
        _outputs?.Add(episode);
    }

    /// <summary>Makes the file.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public void Complete() => _file.Complete();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
