using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Exports;

/// <summary>What answers are read from, where a machine reads it apart.</summary>
/// <param name="file">The file.</param>
/// <param name="layout">What the episodes have in common.</param>
internal sealed class SourceArrays(NpzWriter file, EpisodeLayout layout)
{
    private readonly ChannelLayout _inputs = layout.Task.Inputs;
    private readonly NpySeries<int> _length = file.Grow<int>("source_length");
    private readonly NpySeries<float> _source = file.Grow<float>(EpisodeNames.Source, layout.SourceLength, layout.Task.Inputs.Width);
    private readonly float[] _rows = new float[layout.SourceLength * layout.Task.Inputs.Width];

    /// <summary>Appends an episode.</summary>
    public void Add(EpisodeNumbers episode)
    {
        _length.Append([episode.SourceLength]);
        Padding.Fill(_rows, episode.Source.Span, _inputs);
        _source.Append(_rows);
    }
}
