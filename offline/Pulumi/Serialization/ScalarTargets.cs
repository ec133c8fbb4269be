using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pulumi.Serialization;

/// <summary>Takes any plain value as it is.</summary>
internal sealed class AnyTarget() : TargetType(typeof(object))
{
    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn) => (value, null);
}

/// <summary>A type that plain values have themselves.</summary>
internal sealed class SameTarget(Type type) : TargetType(type)
{
    protected override object? Default { get; } = type.IsValueType ? Activator.CreateInstance(type) : null;

    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn) =>
        value.GetType() == Type ? (value, null) : (null, Mismatch(Type, value, context));
}

/// <summary>A whole number; plain values have doubles.</summary>
internal sealed class Int32Target() : TargetType(typeof(int))
{
    protected override object? Default => 0;

    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn) =>
        value is double number ? ((int)number, null) : (null, Mismatch(typeof(double), value, context));
}

/// <summary>A C# enumeration.</summary>
internal sealed class Int32EnumTarget(Type type) : TargetType(type)
{
    protected override object? Default { get; } = Activator.CreateInstance(type);

    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn) =>
        value is double number ? (Enum.ToObject(Type, (int)number), null) : (null, Mismatch(typeof(double), value, context));
}

/// <summary>A struct that stands for an enumeration of texts or numbers.</summary>
internal sealed class EnumStructTarget : TargetType
{
    private readonly ConstructorInfo _constructor;
    private readonly Type _constant;

    /// <exception cref="InvalidOperationException">The struct lacks the constructor or the conversion.</exception>
    public EnumStructTarget(Type type)
        : base(type)
    {
        (_constructor, _constant) = ConstructorOf(typeof(string)) ?? ConstructorOf(typeof(double)) ?? throw new InvalidOperationException(
            $"{type.FullName} had [{nameof(EnumTypeAttribute)}], " +
            "but did not contain constructor with a single String or Double parameter.");
        if (type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type])?.ReturnType != _constant)
        {
            throw new InvalidOperationException(
                $"{type.FullName} had [{nameof(EnumTypeAttribute)}], " +
                $"but did not contain an explicit conversion operator to {_constant.FullName}.");
        }

        Default = Activator.CreateInstance(type);
    }

    protected override object? Default { get; }

    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn) =>
        value.GetType() == _constant ? (_constructor.Invoke([value]), null) : (null, Mismatch(_constant, value, context));

    private (ConstructorInfo Constructor, Type Constant)? ConstructorOf(Type constant) =>
        Type.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, [constant]) is { } constructor
            ? (constructor, constant)
            : null;
}

/// <summary>An asset, an archive, or either. What is neither is noticed when somebody passes it on.</summary>
internal sealed class AssetTarget(Type type) : TargetType(type)
{
    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn) =>
        (Type.IsInstanceOfType(value) ? value : Type == typeof(Archive) ? new InvalidArchive() : new InvalidAsset(), null);
}

/// <summary>A resource.</summary>
internal sealed class ResourceTarget(Type type) : TargetType(type)
{
    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn) =>
        Type.IsInstanceOfType(value) ? (value, null) : (null, Mismatch(Type, value, context));
}

/// <summary>A JSON value.</summary>
internal sealed class JsonTarget() : TargetType(typeof(JsonElement))
{
    protected override object? Default => default(JsonElement);

    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn)
    {
        try
        {
            return (JsonSerializer.SerializeToElement(Node(value)), null);
        }
        catch (NotSupportedException)
        {
            return (null, $"Unexpected type {value.GetType().FullName} when converting {context} to {nameof(JsonElement)}");
        }
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => text,
        double number => number,
        bool flag => flag,
        IOutput output => Node(output.GetDataAsync().GetAwaiter().GetResult().Value), // read from the wire: it is there already
        ImmutableArray<object?> list => new JsonArray([.. list.Select(Node)]),
        ImmutableDictionary<string, object?> map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value)))),
        _ => throw new NotSupportedException(),
    };
}
