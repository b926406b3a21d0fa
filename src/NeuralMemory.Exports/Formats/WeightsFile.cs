namespace NeuralMemory.Exports;

/// <summary>Where files of weights go.</summary>
internal static class WeightsFile
{
    /// <summary>The folder, in a run or a folder of runs.</summary>
    public const string Folder = "exports";

    /// <summary>What the file of a run that is exported alone is called, without what its format ends it in.</summary>
    public const string Name = "weights";
}
