using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A member of an args class that is an input.</summary>
internal sealed class InputMember(InputAttribute attribute, MemberInfo member, Func<object, object?> read)
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<Type, InputMember[]> ByType = new();

    public string Name => attribute.Name;

    /// <summary>The inputs of an args class: found once, then remembered.</summary>
    public static InputMember[] Of(Type args) => ByType.GetOrAdd(args, static type =>
    [
        .. from field in type.GetFields(Instance)
           let input = field.GetCustomAttribute<InputAttribute>()
           where input is not null
           select new InputMember(input, field, field.GetValue),
        .. from property in type.GetProperties(Instance)
           let input = property.GetCustomAttribute<InputAttribute>()
           where input is not null
           select new InputMember(input, property, property.GetValue),
    ]);

    /// <summary>The value in one args object.</summary>
    /// <exception cref="ArgumentNullException">The input is required and has no value.</exception>
    public object? ValueIn(object args)
    {
        var value = read(args);
        if (value is null && attribute.IsRequired)
            throw new ArgumentNullException(member.Name, $"{Describe(args)} is required but was not given a value");

        return attribute.IsJson && value is not null ? ToJson(Describe(args), value) : value;
    }

    private string Describe(object args) => $"[Input] {args.GetType().FullName}.{member.Name}";

    private static Output<string> ToJson(string path, object value)
    {
        var output = value is IInput input ? input.ToOutput() : Output.Create<object?>(value);
        return new Output<object?>(output.GetDataAsync()).Apply(WriteAsync);

        async Task<string> WriteAsync(object? known)
        {
            var json = await new PropertySerializer(keepResources: false).SerializeAsync(new(path), known).ConfigureAwait(false);
            return JsonFormatter.Default.Format(json ?? Google.Protobuf.WellKnownTypes.Value.ForNull());
        }
    }
}
