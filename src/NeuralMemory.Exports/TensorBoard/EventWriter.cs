using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>
/// Writes an event file of TensorBoard: records that each hold an Event. The numbers of the fields are those of TensorFlow's event.proto,
/// summary.proto and tensor.proto.
/// </summary>
/// <param name="stream">Where to; need not seek.</param>
internal sealed class EventWriter(Stream stream)
{
    private const string Version = "brain.Event:2", TextPlugin = "text";

    // Event, Summary, Summary.Value, SummaryMetadata, its PluginData, TensorProto, TensorShapeProto and its Dim.
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5;
    private const int SummaryValue = 1;
    private const int Tag = 1, SimpleValue = 2, Tensor = 8, Metadata = 9;
    private const int PluginData = 1, PluginName = 1;
    private const int DataType = 1, Shape = 2, StringValue = 8, TextType = 7;
    private const int Dimension = 2, Size = 1;

    private readonly RecordWriter _records = new(stream);

    /// <summary>The first record, without which readers take it for no event file.</summary>
    /// <param name="time">Seconds since 1970 began, in UTC.</param>
    public void WriteVersion(double time) =>
        _records.Write(new ProtocolMessage().Double(WallTime, time).Text(FileVersion, Version).Written);

    /// <summary>Numbers that were measured at one time.</summary>
    /// <param name="time">Seconds since 1970 began, in UTC.</param>
    /// <param name="step">Training steps made.</param>
    /// <param name="values">The numbers by their tags, of which TensorBoard takes what stands before a slash for a heading.</param>
    public void WriteScalars(double time, long step, IReadOnlyList<MetricValue> values)
    {
        ProtocolMessage summary = new();
        foreach (MetricValue value in values)
            summary.Message(SummaryValue, new ProtocolMessage().Text(Tag, value.Name).Single(SimpleValue, (float)value.Value));
        Write(time, step, summary);
    }

    /// <summary>A text in Markdown, at the beginning of the run.</summary>
    /// <param name="time">Seconds since 1970 began, in UTC.</param>
    /// <param name="tag">What it is called.</param>
    /// <param name="markdown">The text.</param>
    public void WriteText(double time, string tag, string markdown)
    {
        ProtocolMessage shape = new ProtocolMessage().Message(Dimension, new ProtocolMessage().Whole(Size, 1)),
            tensor = new ProtocolMessage().Whole(DataType, TextType).Message(Shape, shape).Text(StringValue, markdown),
            metadata = new ProtocolMessage().Message(PluginData, new ProtocolMessage().Text(PluginName, TextPlugin)),
            value = new ProtocolMessage().Text(Tag, tag).Message(Metadata, metadata).Message(Tensor, tensor);
        Write(time, 0, new ProtocolMessage().Message(SummaryValue, value));
    }

    private void Write(double time, long step, ProtocolMessage summary) =>
        _records.Write(new ProtocolMessage().Double(WallTime, time).Whole(Step, step).Message(Summary, summary).Written);
}
