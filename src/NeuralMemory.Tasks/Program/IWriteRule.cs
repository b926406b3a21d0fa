namespace NeuralMemory.Tasks;

/// <summary>What may be written to a channel, checked where that is not known before anything is drawn.</summary>
internal interface IWriteRule
{
    /// <summary>Reports what is never allowed; the rule when its episodes have to be checked, null when nothing can be wrong.</summary>
    IWriteRule? Prove(TaskValue value, Yaml.Diagnostics diagnostics);

    /// <summary>Checks a number that is written to every column.</summary>
    /// <exception cref="EpisodeException">It is not allowed.</exception>
    void Check(Real number);

    /// <summary>Checks rows.</summary>
    /// <exception cref="EpisodeException">One is not allowed.</exception>
    void Check(ReadOnlySpan<Real> values);
}
