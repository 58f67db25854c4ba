/** Code to be run: Isola calls the default export with the input, and what that returns is the output. */
interface Input {
  below: number
}

export default ({ below }: Input) => {
  const primes: number[] = []
  for (let number = 2; number < below; number++) {
    if (primes.some((prime) => number % prime === 0)) continue
    primes.push(number)
    if (primes.length % 5 === 0) console.log(`${primes.length} so far, up to ${number}`)
  }
  return { count: primes.length, greatest: primes.at(-1) }
}
