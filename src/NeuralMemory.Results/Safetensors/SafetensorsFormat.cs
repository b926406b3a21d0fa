namespace NeuralMemory.Results;

/// <summary>What reader and writer of the safetensors format agree on (github.com/huggingface/safetensors).</summary>
internal static class SafetensorsFormat
{
    /// <summary>The header's key for strings about the file.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The type of elements that is written and read.</summary>
    public const string Float32 = "F32";

    /// <summary>Bytes of the header's length at the beginning of the file.</summary>
    public const int PrefixBytes = 8;

    /// <summary>The data begins at a multiple of this.</summary>
    public const int Alignment = 8;

    /// <summary>The longest header; the reference implementation has the same limit.</summary>
    public const long MaximumHeaderBytes = 100_000_000;

    /// <summary>Bytes an element takes, or 0 for a type this format's reader does not know.</summary>
    public static int BytesOf(string type) => type switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "BOOL" or "I8" or "U8" or "F8_E4M3" or "F8_E5M2" => 1,
        _ => 0,
    };
}
