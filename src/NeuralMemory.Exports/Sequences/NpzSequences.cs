using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>
/// Reads sequences from arrays of NumPy, as <see cref="NpzEpisodes"/> writes them: <c>inputs</c> [E, T, columns], and where there are such
/// <c>length</c> [E], <c>targets</c>, <c>mask</c>, <c>source</c> and <c>source_length</c>. Without <c>length</c> all have T steps.
/// </summary>
internal static class NpzSequences
{
    /// <summary>Reads a file.</summary>
    public static IReadOnlyList<GivenSequence> Read(string path, SequenceChannels channels)
    {
        using NpzReader file = NpzReader.Open(path);
        SourceMark mark = SourceMark.WholeFile(path);
        if (!file.Has(EpisodeNames.Inputs))
        {
            channels.Report(mark, $"expected an array '{EpisodeNames.Inputs}', found {string.Join(", ", file.Names)}");
            return [];
        }

        Side? inputs = ReadSide(file, EpisodeNames.Inputs, EpisodeNames.Length, channels, mark),
            targets = ReadSide(file, EpisodeNames.Targets, EpisodeNames.Length, channels, mark),
            mask = ReadSide(file, EpisodeNames.Mask, EpisodeNames.Length, channels, mark),
            source = channels.NeedsSource ? ReadSide(file, EpisodeNames.Source, "source_length", channels, mark) : null;
        foreach (Side side in new[] { targets, mask, source }.OfType<Side>())
            if (inputs is not null && side.Sequences != inputs.Sequences)
                channels.Report(mark, $"'{side.Name}': expected {inputs.Sequences} sequences, as '{EpisodeNames.Inputs}' has, "
                    + $"found {side.Sequences}");
        if (channels.Diagnostics.Any)
            return [];
        List<GivenSequence> sequences = [];
        for (int i = 0; i < inputs!.Sequences && !channels.IsEnough; i++)
        {
            SequenceBuilder builder = new(channels, mark);
            foreach (Side side in new[] { inputs, targets, mask, source }.OfType<Side>())
                side.Fill(i, builder, channels, mark);
            if (!channels.Diagnostics.Any && builder.Finish() is { } sequence)
                sequences.Add(sequence);
        }

        return sequences;
    }

    private static Side? ReadSide(NpzReader file, string name, string lengthName, SequenceChannels channels, SourceMark mark)
    {
        if (!file.Has(name))
            return null;
        int width = channels.LayoutOf(name)!.Width;
        NpyArray array = file.Read(name);
        long[] shape = array.Shape.Count == 2 ? [1, .. array.Shape] : [.. array.Shape];
        if (shape is not [var count, > 0 and <= SequenceChannels.MostSteps and var steps, var columns] || columns != width
            || ArrayNumbers.Of(array) is not { } numbers)
        {
            channels.Report(mark, $"'{name}': expected numbers [sequences, steps, {width}], the columns of the task "
                + $"'{channels.Task.Name}', found {array.Type.Descriptor} [{string.Join(", ", array.Shape)}]");
            return null;
        }

        int[] lengths = [.. Enumerable.Repeat((int)steps, (int)count)];
        if (file.Has(lengthName))
        {
            float[]? own = ArrayNumbers.Of(file.Read(lengthName));
            if (own is null || own.Length != count || own.Any(length => !(length >= 1 && length <= steps && length == MathF.Floor(length))))
                channels.Report(mark, $"'{lengthName}': expected {count} whole numbers from 1 to {steps}");
            else
                lengths = [.. own.Select(length => (int)length)];
        }

        return new(name, numbers, lengths, (int)steps, width);
    }

    /// <summary>One array.</summary>
    private sealed record Side(string Name, float[] Numbers, int[] Lengths, int Steps, int Width)
    {
        public int Sequences => Lengths.Length;

        public void Fill(int sequence, SequenceBuilder builder, SequenceChannels channels, SourceMark mark)
        {
            builder.Begin(Name, Lengths[sequence]);
            foreach (Channel channel in channels.LayoutOf(Name)!.Items)
                for (int t = 0; t < Lengths[sequence] && !channels.IsEnough; t++)
                    builder.Set(Name, channel, t,
                        Numbers.AsSpan((sequence * Steps + t) * Width + channel.Start, channel.Width),
                        new(mark.File + $" (sequence {sequence})", 0, 0));
        }
    }
}
