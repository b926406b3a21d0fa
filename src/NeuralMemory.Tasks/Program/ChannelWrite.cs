namespace NeuralMemory.Tasks;

/// <summary>A value that a phase writes to a channel.</summary>
/// <param name="channel">The columns.</param>
/// <param name="value">What is written.</param>
/// <param name="rule">What is allowed, where that is not known beforehand; null for every number.</param>
internal sealed class ChannelWrite(Channel channel, PhaseValue value, IWriteRule? rule)
{
    /// <summary>The columns.</summary>
    public Channel Channel => channel;

    /// <summary>What is written.</summary>
    public PhaseValue Value => value;

    /// <summary>Computes and checks what is written; how many rows it has, -1 when it is held.</summary>
    /// <exception cref="EpisodeException">It cannot be computed, or is not allowed.</exception>
    public int Evaluate(EpisodeState state)
    {
        int rows = value.Evaluate(state);
        if (rows < 0)
            rule?.Check(value.Number);
        else
            rule?.Check(value.Rows.Span(channel.Width));
        return rows;
    }

    /// <summary>Writes to the columns of the channel in rows that are <paramref name="width"/> wide.</summary>
    public void Write(Span<Real> rows, int width)
    {
        if (value.IsNumber)
            for (int at = channel.Start; at < rows.Length; at += width)
                rows.Slice(at, channel.Width).Fill(value.Number);
        else
            for (int i = 0; i < value.Rows.Count; i++)
                value.Rows.Row(i, channel.Width).CopyTo(rows[(i * width + channel.Start)..]);
    }
}
