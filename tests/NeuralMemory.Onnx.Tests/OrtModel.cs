using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx.Tests;

/// <summary>A model in ONNX Runtime, which refuses what is not well formed.</summary>
internal sealed class OrtModel : IDisposable
{
    private readonly SessionOptions _options = new()
    {
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        IntraOpNumThreads = 1,
    };

    public OrtModel(OnnxModel model)
    {
        using MemoryStream file = new();
        model.Write(file);
        Session = new(file.ToArray(), _options);
    }

    /// <param name="path">Its file.</param>
    public OrtModel(string path) => Session = new(path, _options);

    public InferenceSession Session { get; }

    /// <summary>All outputs by their names.</summary>
    public Dictionary<string, DenseTensor<float>> Run(IEnumerable<KeyValuePair<string, DenseTensor<float>>> inputs)
    {
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs =
            Session.Run([.. inputs.Select(input => NamedOnnxValue.CreateFromTensor(input.Key, input.Value))]);
        return outputs.ToDictionary(output => output.Name, output => output.AsTensor<float>().ToDenseTensor());
    }

    /// <summary>The logits of whole sequences.</summary>
    /// <param name="batch">The sequences.</param>
    /// <param name="inputLength">After how many steps the input ends, for a model that wants to know; null for another.</param>
    public ReadOnlySpan<float> LogitsOf(SequenceBatch batch, int? inputLength = null)
    {
        Dictionary<string, DenseTensor<float>> given = new() { [PortNames.Input] = Rows(batch) };
        if (batch.Source is { } source)
            given[PortNames.Source] = Rows(source);
        if (inputLength is { } ends)
            given[PortNames.InputLength] = new(new float[] { ends }, [1]);
        return Run(given)[PortNames.Logits].Buffer.Span;
    }

    private static DenseTensor<float> Rows(SequenceBatch batch) => new(batch.Inputs.ToArray(), [batch.Rows, batch.InputWidth]);

    public void Dispose()
    {
        Session.Dispose();
        _options.Dispose();
    }
}
