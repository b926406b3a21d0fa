namespace NeuralMemory.Onnx;

/// <summary>A number of rows that a model leaves open, such as that of sequences or of steps.</summary>
/// <param name="Rows">How many there are while the graph is written: a number that no other dimension has.</param>
/// <param name="Input">An input of the model, whose first dimension it is.</param>
/// <param name="Size">[1] how many there are when the model runs.</param>
/// <param name="IsPlace">Whether row after row stands for step after step.</param>
internal sealed record OpenCount(int Rows, Value Input, Value Size, bool IsPlace);
