using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace NeuralMemory.Reports;

/// <summary>The text of a component. The same parameters give the same bytes.</summary>
internal static partial class ComponentText
{
    /// <summary>Renders a component.</summary>
    /// <typeparam name="T">The component.</typeparam>
    /// <param name="parameters">Its parameters by name.</param>
    public static string Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(IDictionary<string, object?> parameters)
        where T : IComponent
    {
        using HtmlRenderer renderer = new(NoServices.Instance, NullLoggerFactory.Instance);
        string text = renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters)).ConfigureAwait(false)).ToHtmlString())
            .GetAwaiter().GetResult();
        return Readable().Replace(text, found =>
            char.ConvertFromUtf32(int.Parse(found.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    /// <summary>What the renderer writes as a number and a file of UTF-8 holds as it is: letters beyond ASCII, plus, apostrophe.</summary>
    [GeneratedRegex("&#x((?:A[0-9A-F]|[B-F][0-9A-F]|[1-9A-F][0-9A-F]{2}|[1-9A-F][0-9A-F]{3,4})|2B|27);")]
    private static partial Regex Readable();

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
