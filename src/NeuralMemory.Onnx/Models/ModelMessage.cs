using NeuralMemory.Results;

namespace NeuralMemory.Onnx;

/// <summary>A model as a message of Protocol Buffers. The numbers of the fields are those of ONNX's onnx.proto.</summary>
internal static class ModelMessage
{
    /// <summary>The largest message that Protocol Buffers read, and room for what is around the numbers.</summary>
    private const long Most = int.MaxValue - (64L << 20);

    private const int FloatKind = 1, IntKind = 2, StringKind = 3, GraphKind = 5, IntsKind = 7;

    /// <summary>The version of this library.</summary>
    private static string Version => typeof(OnnxModel).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>A whole model.</summary>
    /// <exception cref="OnnxException">It is larger than the format allows.</exception>
    public static ProtocolMessage Of(OnnxModel model)
    {
        long bytes = model.Parts.Tensors.Sum(tensor => (long)tensor.Data.Length);
        if (bytes > Most)
            throw new OnnxException($"the model holds {bytes} bytes of numbers, and a file of ONNX can have {Most}");
        ProtocolMessage message = new();
        message.Whole(1, OnnxModel.FormatVersion).Text(2, "neuralmemory").Text(3, Version)
            .Message(7, GraphOf(model)).Message(8, new ProtocolMessage().Text(1, "").Whole(2, OnnxModel.OperatorSet));
        foreach ((string key, string value) in model.Metadata)
            message.Message(14, new ProtocolMessage().Text(1, key).Text(2, value));
        return message;
    }

    private static ProtocolMessage GraphOf(OnnxModel model)
    {
        ProtocolMessage message = new();
        foreach (GraphNode node in model.Parts.Nodes)
            message.Message(1, Of(node));
        message.Text(2, model.Name);
        foreach (GraphTensor tensor in model.Parts.Tensors)
            message.Message(5, Of(tensor));
        foreach (OnnxPort port in model.Inputs)
            message.Message(11, Of(port));
        foreach (OnnxPort port in model.Outputs)
            message.Message(12, Of(port));
        return message;
    }

    private static ProtocolMessage Of(GraphNode node)
    {
        ProtocolMessage message = new();
        foreach (string input in node.Inputs)
            message.Text(1, input);
        foreach (string output in node.Outputs)
            message.Text(2, output);
        message.Text(3, node.Name).Text(4, node.Operator);
        foreach (GraphAttribute attribute in node.Attributes)
            message.Message(5, Of(attribute));
        return message;
    }

    private static ProtocolMessage Of(GraphAttribute attribute)
    {
        ProtocolMessage message = new ProtocolMessage().Text(1, attribute.Name);
        if (attribute.Number is { } number)
            return message.Single(2, number).Whole(20, FloatKind);
        if (attribute.Whole is { } whole)
            return message.Whole(3, whole).Whole(20, IntKind);
        if (attribute.Text is { } text)
            return message.Text(4, text).Whole(20, StringKind);
        if (attribute.Body is { } body)
            return message.Message(6, Of(body, attribute.Name)).Whole(20, GraphKind);
        foreach (long each in attribute.Wholes!)
            message.Whole(8, each);
        return message.Whole(20, IntsKind);
    }

    private static ProtocolMessage Of(GraphBody body, string name)
    {
        ProtocolMessage message = new(), type = new ProtocolMessage().Message(1, new ProtocolMessage().Whole(1, (long)ElementType.Single));
        foreach (GraphNode node in body.Nodes)
            message.Message(1, Of(node));
        message.Text(2, name);
        foreach (string input in body.Inputs)
            message.Message(11, new ProtocolMessage().Text(1, input).Message(2, type));
        foreach (string output in body.Outputs)
            message.Message(12, new ProtocolMessage().Text(1, output).Message(2, type));
        return message;
    }

    private static ProtocolMessage Of(GraphTensor tensor)
    {
        ProtocolMessage message = new();
        foreach (long dimension in tensor.Dimensions)
            message.Whole(1, dimension);
        return message.Whole(2, (long)tensor.Type).Text(8, tensor.Name).Raw(9, tensor.Data.Span);
    }

    private static ProtocolMessage Of(OnnxPort port)
    {
        ProtocolMessage shape = new();
        foreach (OnnxDimension dimension in port.Dimensions)
            shape.Message(1, dimension.Size is { } size
                ? new ProtocolMessage().Whole(1, size)
                : new ProtocolMessage().Text(2, dimension.Name!));
        ProtocolMessage type = new ProtocolMessage().Whole(1, (long)ElementType.Single).Message(2, shape);
        return new ProtocolMessage().Text(1, port.Name).Message(2, new ProtocolMessage().Message(1, type));
    }
}
