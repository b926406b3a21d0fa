namespace NeuralMemory.Results;

/// <summary>What the header of a safetensors file says about one array.</summary>
/// <param name="Name">Unique within the file.</param>
/// <param name="Type">The type of elements as the format calls it, for example <c>F32</c>.</param>
/// <param name="Shape">The lengths of the axes.</param>
/// <param name="Begin">The first byte, counted from the end of the header.</param>
/// <param name="End">One past the last byte.</param>
internal sealed record SafetensorsEntry(string Name, string Type, IReadOnlyList<long> Shape, long Begin, long End);
