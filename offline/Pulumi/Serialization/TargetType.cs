using System.Collections.Concurrent;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>
/// A type that the value of an output may have, and how to make it from a plain value. Each type is examined once; a value that
/// does not fit is a warning, and the default of the type takes its place.
/// </summary>
internal abstract class TargetType(System.Type type)
{
    private static readonly ConcurrentDictionary<System.Type, TargetType> ByType = new();

    protected System.Type Type { get; } = type;

    /// <summary>Describes the creation of values of a type.</summary>
    /// <exception cref="InvalidOperationException">Outputs may not have this type.</exception>
    public static TargetType Of(System.Type type, string context)
    {
        if (ByType.TryGetValue(type, out var known))
            return known;

        var found = new Dictionary<System.Type, TargetType>();
        Examine(type, context, found);
        foreach (var (examined, target) in found)
            ByType.TryAdd(examined, target);
        return ByType[type];
    }

    /// <summary>Refuses a value whose type no output may have.</summary>
    /// <param name="context">Description of the value, for the message.</param>
    /// <param name="value">The value.</param>
    /// <param name="wrappers">Generic types that the value may be wrapped in.</param>
    /// <exception cref="InvalidOperationException">Outputs may not have this type.</exception>
    public static void CheckValue(string context, object? value, params ReadOnlySpan<System.Type> wrappers)
    {
        if (value is null)
            return;
        var type = value.GetType();
        Of(type.IsGenericType && wrappers.Contains(type.GetGenericTypeDefinition()) ? type.GenericTypeArguments[0] : type, context);
    }

    /// <summary>Reads a value of the engine's protocol.</summary>
    public static OutputData<T> Read<T>(Value value, string context, Action<string> warn)
    {
        var data = Of(typeof(T), context).Read(value, context, warn);
        return data.With(data.Value is null ? default! : (T)data.Value);
    }

    /// <inheritdoc cref="Read{T}"/>
    public OutputData<object?> Read(Value value, string context, Action<string> warn)
    {
        var data = Deserializer.Deserialize(value);
        return data.With(ConvertOrWarn(data.Value, context, warn));
    }

    /// <summary>Converts, and warns where that fails.</summary>
    public object? ConvertOrWarn(object? value, string context, Action<string> warn)
    {
        var (result, error) = Convert(value, context, warn);
        if (error is not null)
            warn(error);
        return result;
    }

    /// <summary>Converts, or says why it can't. Null becomes the default of the type.</summary>
    public (object? Result, string? Error) Convert(object? value, string context, Action<string> warn) =>
        value is null ? (Default, null) : ConvertValue(value, context, warn);

    protected virtual object? Default => null;

    protected abstract (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn);

    /// <summary>The types that must be fit for outputs too, each with the place it was found at.</summary>
    protected virtual IEnumerable<(System.Type Type, string Context)> Parts(string context) => [];

    protected static string Mismatch(System.Type expected, object value, string context) =>
        $"Expected {expected.FullName} but got {value.GetType().FullName} deserializing {context}";

    // Types may contain themselves: each is entered before its parts are looked at.
    private static void Examine(System.Type type, string context, Dictionary<System.Type, TargetType> found)
    {
        if (ByType.ContainsKey(type) || found.ContainsKey(type))
            return;
        var target = found[type] = Create(type, context);
        foreach (var (part, place) in target.Parts(context))
            Examine(part, place, found);
    }

    private static TargetType Create(System.Type type, string context) => type switch
    {
        _ when type == typeof(object) => new AnyTarget(),
        _ when type == typeof(string) || type == typeof(bool) || type == typeof(double) => new SameTarget(type),
        _ when type == typeof(int) => new Int32Target(),
        _ when type == typeof(JsonElement) => new JsonTarget(),
        _ when typeof(AssetOrArchive).IsAssignableFrom(type) && type.IsAbstract => new AssetTarget(type),
        _ when typeof(Resource).IsAssignableFrom(type) => new ResourceTarget(type),
        { IsEnum: true } when type.GetEnumUnderlyingType() == typeof(int) => new Int32EnumTarget(type),
        { IsValueType: true } when type.IsDefined(typeof(EnumTypeAttribute), inherit: false) => new EnumStructTarget(type),
        { IsConstructedGenericType: true } => GenericTarget.Create(type, context),
        { IsInterface: true } when type.IsDefined(typeof(DiscriminatedUnionDiscriminatorAttribute), inherit: false) =>
            new DiscriminatedTarget(type),
        _ when type.IsDefined(typeof(OutputTypeAttribute), inherit: false) => new ObjectTarget(type),
        _ => throw new InvalidOperationException(
            $"""
            {context} contains invalid type {type.FullName}. Allowed types are:
                String, Boolean, Int32, Double,
                Nullable<...>, ImmutableArray<...> and ImmutableDictionary<string, ...> or
                a class explicitly marked with the [{nameof(OutputTypeAttribute)}].
            """),
    };
}
