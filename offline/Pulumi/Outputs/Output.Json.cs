using System.Text.Json;

namespace Pulumi;

public static partial class Output
{
    /// <summary>
    /// The JSON text of a value. Outputs and inputs inside the value are written as their values; an unknown one makes the whole
    /// text unknown, a secret one makes it secret.
    /// </summary>
    /// <remarks>
    /// An output inside the value that has no value yet blocks the thread until it has one, as in the official SDK: converters of JSON
    /// can't wait otherwise.
    /// </remarks>
    /// <exception cref="ArgumentNullException">There is no output.</exception>
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(WriteAsync());

        async Task<OutputData<string>> WriteAsync()
        {
            var data = await value.DataTask.ConfigureAwait(false);
            if (!data.IsKnown)
                return data.With("");

            var outputs = new OutputJson(OutputData.Plain(false));
            var json = JsonSerializer.Serialize(data.Value, outputs.AddTo(options));
            return OutputData.Merge(data, outputs.Seen, outputs.Seen.IsKnown ? json : "");
        }
    }

    /// <summary>The value of a JSON text. Outputs inside the value take the secretness and the resources of the text.</summary>
    /// <exception cref="ArgumentNullException">There is no output.</exception>
    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new(ReadAsync());

        async Task<OutputData<T>> ReadAsync()
        {
            var data = await json.DataTask.ConfigureAwait(false);
            return data.With(data.IsKnown
                ? JsonSerializer.Deserialize<T>(data.Value, new OutputJson(data.With(false)).AddTo(options))!
                : default!);
        }
    }
}
