using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NeuralMemory.PublicApi.Tests;

/// <summary>Methods and constructors as C# writes them.</summary>
internal static class MethodText
{
    /// <summary>A constructor.</summary>
    public static string Of(ConstructorInfo constructor) => $"{Access(constructor)}new({Parameters(constructor)})";

    /// <summary>A method, or what a delegate is called with under the delegate's name.</summary>
    public static string Of(MethodInfo method, string name)
    {
        Type[] generic = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        string arguments = generic.Length > 0 ? $"<{string.Join(", ", generic.Select(each => each.Name))}>" : "";
        string result = TypeText.Of(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter));
        string byRef = !method.ReturnType.IsByRef ? "" : IsReadOnly(method.ReturnParameter) ? "ref readonly " : "ref ";
        string modifiers = method.Name == name ? Modifiers(method) : "";
        return $"{Access(method)}{modifiers}{byRef}{result} {name}{arguments}({Parameters(method)}){TypeText.Constraints(generic)}";
    }

    /// <summary><c>protected </c> or nothing.</summary>
    public static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    /// <summary>How a method is bound.</summary>
    public static string Modifiers(MethodInfo method) =>
        (method.IsStatic ? "static " : "")
        + (method.IsAbstract ? method.DeclaringType!.IsInterface && !method.IsStatic ? "" : "abstract "
            : !method.IsVirtual || (method.IsFinal && method.GetBaseDefinition() == method) ? ""
            : method.GetBaseDefinition() == method ? "virtual " : method.IsFinal ? "sealed override " : "override ");

    /// <summary>A list of parameters.</summary>
    public static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => Of(parameter,
        isExtended: parameter.Position == 0 && method.IsDefined(typeof(ExtensionAttribute)))));

    /// <summary>A constant.</summary>
    public static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>A parameter.</summary>
    public static string Of(ParameterInfo parameter, bool isExtended = false)
    {
        string kind = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params "
            : !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        string value = !parameter.HasDefaultValue ? ""
            : parameter.RawDefaultValue is null && IsPlainValue(parameter.ParameterType) ? " = default"
            : $" = {Literal(parameter.RawDefaultValue)}";
        string type = TypeText.Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));
        return $"{(isExtended ? "this " : "")}{kind}{type} {parameter.Name}{value}";
    }

    private static bool IsPlainValue(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null;

    private static bool IsReadOnly(ParameterInfo result) => result.GetRequiredCustomModifiers().Any(each => each.Name == "InAttribute");
}
