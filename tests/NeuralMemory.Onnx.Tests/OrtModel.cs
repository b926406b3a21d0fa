using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

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
        Bytes = file.ToArray();
        Session = new(Bytes, _options);
    }

    public byte[] Bytes { get; }

    public InferenceSession Session { get; }

    /// <summary>All outputs by their names.</summary>
    public Dictionary<string, DenseTensor<float>> Run(IEnumerable<KeyValuePair<string, DenseTensor<float>>> inputs)
    {
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs =
            Session.Run([.. inputs.Select(input => NamedOnnxValue.CreateFromTensor(input.Key, input.Value))]);
        return outputs.ToDictionary(output => output.Name, output => output.AsTensor<float>().ToDenseTensor());
    }

    public void Dispose()
    {
        Session.Dispose();
        _options.Dispose();
    }
}
