namespace NeuralMemory.Yaml;

/// <summary>A place in a text that a user wrote, or the text as a whole.</summary>
/// <param name="File">The file's path as the user knows it, or what stands for it, for example <c>--set length=3</c>.</param>
/// <param name="Line">The line, counted from 1; 0 for the text as a whole.</param>
/// <param name="Column">The column in UTF-16 units, counted from 1; 0 for the text as a whole.</param>
public readonly record struct SourceMark(string File, int Line, int Column) : IComparable<SourceMark>
{
    /// <summary>A file as a whole: one that is not there has no lines.</summary>
    public static SourceMark WholeFile(string file) => new(file, 0, 0);

    /// <summary>By file (ordinal), then line, then column.</summary>
    public int CompareTo(SourceMark other) => string.CompareOrdinal(File, other.File) switch
    {
        0 => (Line, Column).CompareTo((other.Line, other.Column)),
        var order => order,
    };

    /// <summary>
    /// The place in the form that editors and terminals make clickable: <c>file:line:column</c>, or <c>file</c> for the whole.
    /// </summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";

    /// <summary>Whether <paramref name="left"/> comes first.</summary>
    public static bool operator <(SourceMark left, SourceMark right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes later.</summary>
    public static bool operator >(SourceMark left, SourceMark right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not come later.</summary>
    public static bool operator <=(SourceMark left, SourceMark right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not come first.</summary>
    public static bool operator >=(SourceMark left, SourceMark right) => left.CompareTo(right) >= 0;
}
