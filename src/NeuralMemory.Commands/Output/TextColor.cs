namespace NeuralMemory.Commands;

/// <summary>How text can stand out; the numbers are those of terminals (ECMA-48, SGR).</summary>
internal enum TextColor
{
    /// <summary>Bold.</summary>
    Bold = 1,

    /// <summary>Less bright.</summary>
    Dim = 2,

    /// <summary>Red.</summary>
    Red = 31,

    /// <summary>Green.</summary>
    Green = 32,

    /// <summary>Yellow.</summary>
    Yellow = 33,
}
